import { visibleMessages, visibleRoots } from '../../referee/root-messages.ts';
import type { NetworkCall } from '../world/network.ts';
import { isObject, jsonOf } from '../../fakes/exchange.ts';
import type { Scene } from '../scene/scene.ts';
import { hearOfReadings } from './caught-up.ts';
import { judgeShown } from './shown.ts';
import { judgeWakings } from './wakings.ts';

/** Judges what must hold at any moment. */
export function judgeStep(scene: Scene): void {
  hearOfReadings(scene);
  judgeOrder(scene);
  judgeMessages(scene);
  judgeWakings(scene);
  judgeShown(scene);
}

/** I2: entries are applied in order, and none is left out. */
function judgeOrder({ record }: Scene): void {
  const [row] = record.rows(
    'SELECT COUNT(*) AS n FROM inbox WHERE seq <= (SELECT MAX(seq) FROM disposition) AND seq NOT IN (SELECT seq FROM disposition)',
  );
  if (row !== undefined && row['n'] !== 0)
    record.broken('I2', `${String(row['n'])} entries were passed over`);
}

/** I4 and I9: one root message in a channel, and none says what it must not. */
function judgeMessages({ record, providers, network }: Scene): void {
  const { messages } = providers.stage.workspace;
  const about = incidentsOf(network.calls);
  const roots = new Map<string, number>();
  for (const { channel, ts } of visibleRoots(messages)) {
    const key = `${channel} ${about.get(`${channel} ${ts}`) ?? ts}`;
    roots.set(key, (roots.get(key) ?? 0) + 1);
  }
  // Whoever has another time than Slack looks for a lost post in the wrong place of its history.
  for (const [key, count] of roots)
    if (count > 1 && !record.clockMoved) record.broken('I4', `${count} root messages show ${key}`);
  for (const { revisions } of visibleMessages(messages)) {
    const newest = revisions.at(-1);
    const bad = /<!channel>|<!here>|<https:\/\/evil/.exec(`${newest?.text}\n${newest?.blocksText}`);
    if (bad !== null) record.broken('I9', `a message says ${bad[0]}`);
  }
}

/** Whose each post is, by channel and `ts`. */
function incidentsOf(calls: readonly NetworkCall[]): ReadonlyMap<string, string> {
  const about = new Map<string, string>();
  for (const call of calls) {
    const place = call.method === 'chat.postMessage' && call.answered !== null ? placeOf(call) : null;
    if (place !== null && call.about !== null) about.set(place, call.about);
  }
  return about;
}

/** Each answer is read once: this is asked at every step. */
const places = new WeakMap<NetworkCall, string>();

/** Channel and `ts` of what a call posted; empty where it posted nothing. */
function placeOf(call: NetworkCall): string {
  const known = places.get(call);
  if (known !== undefined) return known;
  const read = jsonOf(call.answered?.body ?? '');
  const place =
    isObject(read) && typeof read['ts'] === 'string' ? `${String(read['channel'])} ${read['ts']}` : '';
  places.set(call, place);
  return place;
}

import type { Sent } from '../scene/record.ts';
import type { Scene } from '../scene/scene.ts';
import type { Story } from '../story/story.ts';
import { dueBy } from './due-by.ts';
import { troublesOf } from './troubles.ts';
import { unseenIssues } from './unseen.ts';

/** Somebody is woken so soon after the relay could know, ms, where nothing holds it up. */
const wakesWithinMs = 20_000;
/** What woke somebody so long before the relay could know of all of it may be about it, ms. */
const beforeMs = 90_000;

/** `somebody-woken` and `nobody-woken-twice`, of what has happened until now. */
export function judgeWakings(scene: Scene): void {
  const { account } = scene.providers.stage;
  const began = scene.time.now() - scene.time.elapsed();
  const wakings = account.wakings.map((one) => ({ ...one, at: one.at - began }));
  judgeWoken(scene, wakings);
  judgeTwice(scene, wakings);
}

/** Somebody whose key rang. */
interface Waking {
  readonly at: number;
  readonly routingKey: string;
  readonly dedupKey: string;
  readonly incident: string;
}

function judgeWoken(scene: Scene, wakings: readonly Waking[]): void {
  const { record, time } = scene;
  const { incidents } = scene.providers.stage.account;
  for (const { name, knownAt, issues, issueIds, keys } of troublesOf(scene)) {
    if (record.settled.has(name)) continue;
    const isAbout = (shown: string): boolean => issueIds.some((id) => shown.includes(id));
    const held = record.disturbed.filter(({ pages, to }) => pages && to > knownAt - beforeMs);
    const latest = dueBy(knownAt, wakesWithinMs, held);
    if (latest >= time.elapsed()) continue;
    record.settled.add(name);
    const woken = wakings.some(
      ({ at, incident, routingKey }) =>
        at >= knownAt - beforeMs &&
        at <= latest &&
        keys.includes(routingKey) &&
        incidents.some((page) => page.id === incident && isAbout(JSON.stringify(page))),
    );
    // For what is in hand, or over, before its page could go out nobody need be woken.
    const inHand = record.pressed.some(({ at, message }) => at <= latest && isAbout(message));
    if (!woken && !inHand && !isOverBy(latest, issues, record.sent))
      record.broken('somebody-woken', `${name} was known at ${knownAt}, and nobody was woken by ${latest}`);
  }
}

/** Whether Sentry had told by then that each of these issues of which it had told is resolved. */
function isOverBy(at: number, issues: readonly number[], sent: readonly Sent[]): boolean {
  return issues.every((number) => {
    const last = sent.findLast(
      ({ issue, outcome, answeredAt }) => issue === number && outcome === 'accepted' && answeredAt <= at,
    );
    return last === undefined || last.kind === 'resolved';
  });
}

function judgeTwice(scene: Scene, wakings: readonly Waking[]): void {
  const { record } = scene;
  const byKey = new Map<string, number[]>();
  for (const { at, routingKey, dedupKey } of wakings) {
    const page = `${routingKey} ${dedupKey}`;
    byKey.set(page, [...(byKey.get(page) ?? []), at]);
  }
  for (const [key, times] of byKey) {
    const ends = record.endedAtPager.get(key) ?? [];
    for (const [n, at] of times.entries()) {
      const before = times[n - 1];
      if (before !== undefined && !ends.some((end) => end > before && end <= at))
        record.broken('nobody-woken-twice', `${key} rang at ${before} and again at ${at}`);
    }
  }
  // Where two hours have passed in a moment, two hours of quiet are over, and what fires then begins anew.
  if (byKey.size <= mostPages(scene.story, []) || record.clockMoved) return;
  const most = mostPages(scene.story, unseenIssues(scene));
  if (byKey.size > most)
    record.broken(
      'nobody-woken-twice',
      `${byKey.size} pages for ${most} troubles: ${[...byKey.keys()].join(', ')}`,
    );
}

/** What several services say in the same words may be a storm, whatever drew it. */
function sharedWordings(issues: Story['issues']): number {
  const services = new Map<string, Set<string>>();
  for (const { type, message, service, outage } of issues) {
    if (outage !== null) continue;
    const wording = `${type}: ${message}`;
    services.set(wording, (services.get(wording) ?? new Set<string>()).add(service));
  }
  return [...services.values()].filter(({ size }) => size >= 3).length;
}

/**
 * Two causes are two storms; each fatal error is one; a person who ends one lets it begin anew. An outage that strikes
 * both teams rings at both, and what nobody takes at one more. What no chat could show is a trouble by itself.
 */
function mostPages({ issues, events, policy }: Story, unseen: readonly number[]): number {
  const drawn = new Set(issues.filter(({ outage }) => outage !== null).map(({ outage }) => outage)).size;
  const outages = drawn + sharedWordings(issues);
  const alone = issues.filter(({ level, number }) => level === 'fatal' || unseen.includes(number)).length;
  const again = ['act', 'regressed', 'unresolved'];
  const acts = events.filter(({ does }) => again.includes(does)).length;
  const teams = policy.secondTeam.length > 0 ? 2 : 1;
  const above = policy.escalates ? 1 : 0;
  return (outages + acts) * (teams + above) + alone * (1 + above);
}

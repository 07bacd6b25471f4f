import type { Overview } from '../../../../observe/overview.ts';
import { count, plural } from './figures.ts';
import { laneKind, laneLook } from './lane-words.ts';
import { moment, momentMinute } from './moments.ts';
import { pagerAlarm } from './pager-alarm.ts';
import type { Toned } from './page-words.ts';

/** So many waiting entries are more than a moment's work. */
export const muchWaits = 500;

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });

const stuckWords: Readonly<Partial<Record<ReturnType<typeof laneLook>, string>>> = {
  waiting: 'waits',
  failed: 'failed',
  blocked: 'is blocked',
};

type Stuck = readonly (readonly [kind: string, look: ReturnType<typeof laneLook>])[];

/** Lanes of real alerts that let nothing through now. */
function stuckLanes({ lanes, at }: Pick<Overview, 'lanes' | 'at'>): Stuck {
  return lanes
    .filter((lane) => !lane.drillsOnly)
    .map((lane) => [laneKind(lane), laneLook(lane, at)] as const)
    .filter(([, look]) => stuckWords[look] !== undefined);
}

/** All that is wrong with the relay, a few words each. */
export function wrongWith(overview: Overview): readonly string[] {
  const { inbox, deadLetters, rates, readiness, objectives, heartbeat, canary, at } = overview;
  const overdue = (name: string): number =>
    objectives.find(({ objective }) => objective === name)?.overdue ?? 0;
  const refused = rates.refused.perMinute;
  return [
    ...(readiness.ready ? [] : ['The relay is not ready']),
    ...new Set(stuckLanes(overview).map(([kind, look]) => `${kind} ${stuckWords[look] ?? ''}`)),
    ...(overdue('paged') > 0 ? [`${plural(overdue('paged'), 'page')} overdue`] : []),
    ...(overdue('shown') > 0 ? [`${plural(overdue('shown'), 'incident')} not shown yet`] : []),
    ...(inbox.waiting > muchWaits ? [`${count(inbox.waiting)} webhooks wait to be applied`] : []),
    ...(deadLetters > 0 ? [plural(deadLetters, 'dead letter')] : []),
    ...(heartbeat !== null && (heartbeat.silent.length > 0 || heartbeat.failed !== null)
      ? [`The dead man's switch is told nothing${toldLast(heartbeat, at)}`]
      : []),
    ...(canary === null || canary.trouble === null ? [] : [canaryTrouble(canary, at)]),
    ...(refused > 0 ? [`${plural(refused, 'webhook')} refused a minute`] : []),
  ];
}

/** How the way from Sentry to people stands, in a word. */
export function pipelineWord(overview: Overview): Toned {
  const looks = stuckLanes(overview).map(([, look]) => look);
  const isCut = pagerAlarm(overview)?.urgent === true || looks.includes('blocked');
  if (!overview.readiness.ready) return ['not ready', 'bad'];
  if (isCut) return ['blocked', 'bad'];
  const wrong = wrongWith(overview);
  if (wrong.length === 0) return ['well', 'well'];
  const waitsOnly = looks.length > 0 && looks.every((look) => look === 'waiting');
  return [waitsOnly ? 'waits' : 'in trouble', 'warn'];
}

function toldLast({ lastSentAt }: NonNullable<Overview['heartbeat']>, now: number): string {
  return lastSentAt === null ? '' : `, last at ${moment(lastSentAt, now)}`;
}

type Canary = NonNullable<Overview['canary']>;

function canaryTrouble(canary: Canary, now: number): string {
  const { trouble, failures } = canary;
  const what = trouble === 'canary-overdue' ? 'is overdue' : `failed ${plural(failures, 'time')} in a row`;
  return `The canary ${what}, ${passedWords(canary, now)}`;
}

function passedWords({ passedAt }: Canary, now: number): string {
  return passedAt === null ? 'and has never passed' : `passed last at ${moment(passedAt, now)}`;
}

function canaryWords(canary: Overview['canary'], now: number): string {
  if (canary === null) return '';
  return canary.endedAt === null ? ' · first canary under way' : ` · canary ${passedWords(canary, now)}`;
}

/** What is said of a relay with which nothing is wrong. */
export function wellWords(overview: Overview): string {
  const { lanes, heartbeat, canary, at } = overview;
  const kinds = [...new Set(lanes.filter((lane) => !lane.drillsOnly && lane.tried).map(laneKind))];
  const flowing = kinds.length === 0 ? '' : ` · ${list.format(kinds)} flowing`;
  const told = heartbeat === null ? '' : ` · dead man's switch told${toldLast(heartbeat, at)}`;
  return `The relay is well · ${heardWords(overview)}${flowing}${told}${canaryWords(canary, at)}`;
}

/** That nothing comes can be calm, or a wire that is cut: when something came last tells which. */
function heardWords({ rates, lastSentry, at }: Overview): string {
  const { perMinute } = rates.accepted;
  if (perMinute > 0) return `${plural(perMinute, 'webhook')} a minute`;
  return lastSentry === null ? 'no webhook yet' : `last webhook ${momentMinute(lastSentry.at, at)}`;
}

import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Overview } from '../../../../observe/overview.ts';
import { count, plural } from '../words/figures.ts';
import { laneKind, laneLook } from '../words/lane-words.ts';
import { moment } from '../words/moments.ts';
import { Books } from './books.tsx';
import { Letters } from './letters.tsx';
import { Objectives } from './objectives.tsx';
import { muchWaits, Pipeline } from './pipeline.tsx';
import { Quarantine } from './quarantine.tsx';

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** The relay itself, in one line that opens when something is wrong. */
export function Machine({ overview }: { readonly overview: Overview }): JSX.Element {
  const box = useRef<HTMLDetailsElement>(null);
  const wrong = wrongWith(overview);
  const isWrong = wrong.length > 0;
  // Whoever closes it while something is wrong has seen it.
  useEffect(() => {
    if (isWrong && box.current !== null) box.current.open = true;
  }, [isWrong]);
  return (
    <details id="machine" class="machine" data-tone={isWrong ? 'warn' : 'well'} ref={box}>
      <summary>
        <span id="machine-line">{isWrong ? wrong.join(' · ') : wellWords(overview)}</span>
      </summary>
      <Pipeline overview={overview} />
      <Books books={overview.books} />
      <Objectives objectives={overview.objectives} />
      <Letters overview={overview} />
      <Quarantine overview={overview} />
    </details>
  );
}

const stuckWords: Readonly<Partial<Record<ReturnType<typeof laneLook>, string>>> = {
  waiting: 'waits',
  failed: 'failed',
  blocked: 'is blocked',
};

function wrongWith(overview: Overview): readonly string[] {
  const { lanes, inbox, deadLetters, rates, readiness, objectives, heartbeat, canary, at } = overview;
  const overdue = (name: string): number =>
    objectives.find(({ objective }) => objective === name)?.overdue ?? 0;
  const stuck = lanes.flatMap((lane) => {
    const words = lane.drillsOnly ? undefined : stuckWords[laneLook(lane, at)];
    return words === undefined ? [] : [`${laneKind(lane)} ${words}`];
  });
  const refused = rates.refused.perMinute;
  return [
    ...(readiness.ready ? [] : ['The relay is not ready']),
    ...new Set(stuck),
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

function wellWords({ rates, lanes, heartbeat, canary, at }: Overview): string {
  const kinds = [...new Set(lanes.filter((lane) => !lane.drillsOnly && lane.tried).map(laneKind))];
  const flowing = kinds.length === 0 ? '' : ` · ${list.format(kinds)} flowing`;
  const told = heartbeat === null ? '' : ` · dead man's switch told${toldLast(heartbeat, at)}`;
  return `The relay is well · ${plural(rates.accepted.perMinute, 'webhook')} a minute${flowing}${told}${canaryWords(canary, at)}`;
}

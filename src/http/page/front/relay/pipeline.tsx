import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { Overview } from '../../../../observe/overview.ts';
import { count, plural, span } from '../words/figures.ts';
import { muchWaits } from '../words/relay-words.ts';
import { FactList, type TonedFact } from './fact-list.tsx';
import { Lane } from './lane.tsx';
import { Sparkline } from './sparkline.tsx';

/** The way of an event through the relay, from its door to the lanes. */
export function Pipeline({ overview }: { readonly overview: Overview }): JSX.Element {
  const { rates, inbox, lanes, at } = overview;
  const waiting = useWaiting(overview);
  return (
    <section class="pipeline" aria-labelledby="pipeline-title">
      <h2 id="pipeline-title" class="quiet">
        Pipeline
      </h2>
      <div id="stations" class="stations">
        <Station
          name="Sentry"
          figure={rates.accepted.perMinute}
          unit="webhooks a minute"
          series={rates.accepted.series}
          facts={sentryFacts(overview)}
        />
        <Flow perMinute={rates.accepted.perMinute} />
        <Station
          name="Inbox"
          figure={inbox.waiting}
          unit="waiting to be applied"
          series={waiting}
          facts={inboxFacts(overview)}
        />
        <Flow perMinute={rates.applied.perMinute} />
        <Station
          name="Brain"
          figure={rates.applied.perMinute}
          unit="entries a minute"
          series={rates.applied.series}
          facts={brainFacts(overview)}
        />
        <Flow perMinute={rates.sent.perMinute} />
        <div class="lanes" role="list" aria-label="Lanes">
          {lanes.map((lane) => (
            <Lane key={lane.id} lane={lane} now={at} />
          ))}
        </div>
      </div>
      <p id="sends" class="more">
        {sendsWords(overview)}
      </p>
    </section>
  );
}

function Station({
  name,
  figure,
  unit,
  series,
  facts,
}: {
  readonly name: string;
  readonly figure: number;
  readonly unit: string;
  readonly series: readonly number[];
  readonly facts: readonly TonedFact[];
}): JSX.Element {
  return (
    <article class="station">
      <h3>{name}</h3>
      <p class="figure">{count(figure)}</p>
      <p class="unit">{unit}</p>
      <Sparkline series={series} />
      <FactList facts={facts} />
    </article>
  );
}

function Flow({ perMinute }: { readonly perMinute: number }): JSX.Element {
  const pace = perMinute === 0 ? 'still' : perMinute < 60 ? 'calm' : 'busy';
  return (
    <div class="flow" data-pace={pace} aria-hidden="true">
      <span />
    </div>
  );
}

function sentryFacts({ rates, lastSentry, lastDrill, at }: Overview): readonly TonedFact[] {
  const refused = rates.refused.perMinute;
  return [
    ['newest', lastSentry === null ? 'none yet' : `${span(at - lastSentry.at)} ago`],
    ['verified by', lastSentry === null ? '–' : lastSentry.verifiedBy],
    ['duplicates', `${count(rates.duplicate.perMinute)} / min`],
    ['refused', `${count(refused)} / min`, refused > 0 ? 'warn' : ''],
    ...(lastDrill === null ? [] : [drillFact(lastDrill, at)]),
  ];
}

/** What the receivers answered to what was sent. */
function sendsWords({ rates: { sent, retried } }: Overview): string {
  return `${plural(sent.perMinute, 'send')} a minute taken, ${count(retried.perMinute)} to be tried again`;
}

/** When somebody last made sure that alerts arrive, and whether they did. */
function drillFact(
  { state, registeredAt, endedAt }: NonNullable<Overview['lastDrill']>,
  at: number,
): TonedFact {
  const tone = state === 'failed' || state === 'expired' ? 'warn' : '';
  const said = endedAt === null ? 'under way' : state;
  return ['last drill (test alert)', `${said} ${span(at - (endedAt ?? registeredAt))} ago`, tone];
}

function inboxFacts({ inbox }: Overview): readonly TonedFact[] {
  return [
    ['durable', `up to #${count(inbox.lastSeq)}`],
    ['applied', `up to #${count(inbox.cursor)}`, inbox.waiting > muchWaits ? 'warn' : ''],
    ['unapplied', `${count(Math.round(inbox.unappliedBytes / 1024))} KiB`],
  ];
}

function brainFacts({ open, openRoots, deadLetters, books }: Overview): readonly TonedFact[] {
  const storms = open.filter((incident) => incident.storm !== null).length;
  return [
    ['open', plural(openRoots, 'incident')],
    ['of them storms', count(storms), storms > 0 ? 'storm' : ''],
    ['set aside', count(books.setAside)],
    ['dead letters', count(deadLetters), deadLetters > 0 ? 'bad' : ''],
  ];
}

const slotMs = 5_000;
const slotsShown = 60;

/** The most that waited in each slot of 5 s, as far as this page has seen it. */
function useWaiting({ at, inbox }: Overview): readonly number[] {
  const { current: slots } = useRef(new Map<number, number>());
  const slot = Math.floor(at / slotMs);
  slots.set(slot, Math.max(slots.get(slot) ?? 0, inbox.waiting));
  for (const old of slots.keys()) if (old <= slot - slotsShown) slots.delete(old);
  return Array.from({ length: slotsShown }, (_, n) => slots.get(slot - slotsShown + 1 + n) ?? 0);
}

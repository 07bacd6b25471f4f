import type { BrainState } from '../../correlate/state/brain-state.ts';
import { deskAt } from '../../domain/routing/desk.ts';
import { nameOf, type Incident } from '../../domain/incident.ts';
import type { Delivery } from '../../domain/inbox/entry.ts';
import type { Unpaged } from '../../domain/decision/paging.ts';
import type { MessageProjection } from '../../domain/sending/projection.ts';
import { operatorDelivery } from '../../ingest/operator-command.ts';
import { silenceDelivery } from '../../ingest/silence-entry.ts';
import type { Reader } from '../../ingest/reader.ts';
import { OutcomeBook, type PageTold } from '../replay/outcome.ts';
import { Replay } from '../replay/replay.ts';
import type { Expectation, Input, Step } from './step.ts';
import { whoHas } from './whom.ts';

/** What a rule test needs from outside. */
export interface Bench {
  readonly state: BrainState;
  readonly read: Reader;
  /** Virtual ms at which it begins. */
  readonly start: number;
  /** The webhook of an input; `n` counts all of the test's. */
  readonly deliveryOf: (input: Extract<Input, { kind: 'payload' }>, at: number, n: number) => Delivery;
  readonly pageText: (page: PageTold) => string;
  readonly messageText: (message: MessageProjection) => string;
}

/** One thing that happened, in words and by receiver. */
interface Happened {
  readonly what: Expectation['what'];
  readonly at: number;
  /** Id of the channel, key or program; null: nobody is told. */
  readonly receiver: string | null;
  readonly text: string;
}

/** An expectation that did not come true. */
export interface Failure {
  /** Its place among the steps. */
  readonly step: number;
  readonly found: number;
  /**
   * All of its kind by then, whoever was told; where there is none, and no reason for that, all that happened. Receivers
   * are named as the configuration does.
   */
  readonly instead: readonly Happened[];
  /** Why nobody was woken, of the incidents that woke nobody. */
  readonly because: readonly { readonly incident: string; readonly why: Unpaged }[];
  /** It is no expectation: somebody takes or ends what is not there. Absent: it is one. */
  readonly idle?: true;
}

/** Runs the steps in virtual time through the production brain, in the order of their times. */
export function runRuleTest(steps: readonly Step[], bench: Bench): readonly Failure[] {
  const book = new OutcomeBook();
  const replay = new Replay({ state: bench.state, read: bench.read, listener: book });
  const failures: Failure[] = [];
  let n = 0;
  for (const { at, input, step } of timetable(steps)) {
    const now = bench.start + at;
    if (input === null) {
      replay.pass(now);
      const expectation = steps[step];
      if (expectation?.kind === 'expect')
        failures.push(...judged(expectation, step, { book, bench, replay }));
    } else {
      n += 1;
      const delivery = deliveryOf(input, { now, n, book, bench });
      if (delivery === null) failures.push({ step, found: 0, instead: [], because: [], idle: true });
      else replay.take({ ...delivery, seq: n, receivedAt: now });
    }
  }
  return failures.sort((a, b) => a.step - b.step);
}

interface Turn {
  readonly at: number;
  readonly step: number;
  /** Null: it is an expectation. */
  readonly input: Input | null;
}

/** What happens at a moment comes before what is expected by it. */
function timetable(steps: readonly Step[]): readonly Turn[] {
  const turns = steps.flatMap((step, index): readonly Turn[] => {
    if (step.kind === 'expect') return [{ at: step.by, step: index, input: null }];
    if (step.kind !== 'payload') return [{ at: step.at, step: index, input: step }];
    return Array.from({ length: step.times }, (_, time) => {
      return { at: step.at + time * step.everyMs, step: index, input: step };
    });
  });
  return turns.sort(
    (a, b) => a.at - b.at || Number(a.input === null) - Number(b.input === null) || a.step - b.step,
  );
}

interface Turning {
  readonly now: number;
  readonly n: number;
  readonly book: OutcomeBook;
  readonly bench: Bench;
}

function deliveryOf(input: Input, { now, n, book, bench }: Turning): Delivery | null {
  if (input.kind === 'payload')
    return bench.deliveryOf({ ...input, changes: numbered(input.changes, n) }, now, n);
  if (input.kind === 'silence') {
    const { matchers, forMs } = input;
    return silenceDelivery(
      { action: 'add', matchers, forMs, by: who, reason: 'a rule test' },
      `rule-test:${n}`,
    );
  }
  const { pages, incidents } = book.outcome();
  const open = incidents.filter(({ status }) => status !== 'resolved').map(({ id }) => id);
  const incident = pages.findLast((page) => open.includes(page.incident))?.incident ?? open.at(-1);
  if (incident === undefined) return null;
  return operatorDelivery({ action: input.kind, incident, who }, `rule-test:${n}`, 'operator');
}

const who = 'a rule test';

/** `{n}` is the number of the delivery: `issue={n}` makes each an issue of its own, `user={n}` somebody else. */
function numbered(changes: Readonly<Record<string, string>>, n: number): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(changes).map(([name, value]) => [name, value.replaceAll('{n}', String(n))]),
  );
}

interface Judging {
  readonly book: OutcomeBook;
  readonly bench: Bench;
  readonly replay: Replay;
}

function judged(
  expectation: Expectation,
  step: number,
  { book, bench, replay }: Judging,
): readonly Failure[] {
  const { what, count, receiver, saying } = expectation;
  const { incidents } = book.outcome();
  const everything = happened(book, bench);
  const all = everything.filter((one) => one.what === what);
  const surfaces = surfacesOf(replay.state, receiver);
  const found = all
    .filter((one) => surfaces === null || (one.receiver !== null && surfaces.has(one.receiver)))
    .filter(({ text }) => saying === null || text.includes(saying)).length;
  if (count === null ? found > 0 : found === count) return [];
  const because = what === 'page' ? incidents.flatMap((one) => whyNobody(one, receiver)) : [];
  const instead = all.length > 0 || because.length > 0 ? all : everything.toSorted((a, b) => a.at - b.at);
  const named = instead.map((one) => {
    return {
      ...one,
      receiver: one.receiver === null ? null : whoHas(one.receiver, replay.state.meta.policy),
    };
  });
  return [{ step, found, instead: named, because }];
}

function happened(book: OutcomeBook, { pageText, messageText }: Bench): readonly Happened[] {
  const { pages, messages, events, incidents } = book.outcome();
  return [
    ...pages.map((page): Happened => ({
      what: 'page',
      at: page.at,
      receiver: page.receiver,
      text: pageText(page),
    })),
    ...messages.map(({ at, receiver, last }): Happened => {
      return { what: 'message', at, receiver, text: messageText(last) };
    }),
    ...events.map(({ at, receiver, change }): Happened => {
      return { what: 'event', at, receiver, text: `${change.what}: ${change.text}` };
    }),
    ...incidents
      .filter(({ parent, kind }) => parent === null && kind === 'alerts')
      .map((incident): Happened => {
        return { what: 'incident', at: incident.openedAt, receiver: null, text: nameOf(incident) };
      }),
  ];
}

/** The channels and keys of a receiver, by its name in the routes or by its own id; null: any. */
function surfacesOf({ meta }: BrainState, receiver: string | null): ReadonlySet<string> | null {
  if (receiver === null) return null;
  const named = meta.policy.routing?.receivers.find(({ name }) => name === receiver);
  if (named === undefined && receiver === 'everyone') return null;
  return new Set(named?.surfaces ?? [receiver]);
}

function whyNobody(incident: Incident, receiver: string | null): Failure['because'] {
  const { id } = incident;
  const desk = receiver === null || incident.desks === undefined ? incident : deskAt(incident, receiver);
  return desk.page === null && desk.unpaged !== null ? [{ incident: id, why: desk.unpaged.reason }] : [];
}

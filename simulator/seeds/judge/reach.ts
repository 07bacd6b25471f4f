import {
  callFaults,
  processStates,
  sentryOddities,
  slackOddities,
  type During,
  type Oddity,
} from '../story/story.ts';
import { pagerStates, sentryStates, slackStates, type DeliveryState } from '../world/sighted.ts';

/** What happens to the relay's process, its disk and its clock. */
const processFaults = [
  'cut-before',
  'cut-after',
  'power-cut',
  'kill',
  'restart',
  'freeze',
  'disk-full',
  'disk-failing',
  'clock-forward',
  'clock-back',
] as const;
export type ProcessFault = (typeof processFaults)[number];

const deliveryStates: readonly DeliveryState[] = [...slackStates, ...pagerStates, ...sentryStates];
const oddities: readonly Oddity[] = [...slackOddities, ...sentryOddities];

/** What is read in Sentry of what never came, and what it is good for. */
const readings = ['fires', 'over', 'unheard'] as const;
const becoming = ['news', 'known-already'] as const;
/** Whatever is read of an end is news; an end that came anyway is not looked for. */
const readingsMet = ['fires news', 'fires known-already', 'over news', 'unheard news'] as const;

/** What can never meet: only looks read a history, and only what is posted or changed carries metadata. */
const oddStates: Readonly<Record<Oddity, readonly DeliveryState[]>> = {
  'metadata-dropped': ['message', 'message-again', 'edit', 'reply', 'look'],
  'history-late': ['look'],
  'history-paged': ['look'],
  'issues-paged': ['list', 'next-page', 'standing'],
};

/** A post that arrives twice is two messages, whatever the relay does; a pager folds what has one key. */
function canMeet(fault: (typeof callFaults)[number], state: DeliveryState): boolean {
  return fault !== 'twice' || pagerStates.some((one) => one === state);
}

/** Everything that can meet. */
export const meetings: readonly string[] = [
  ...callFaults.flatMap((fault) =>
    deliveryStates.filter((state) => canMeet(fault, state)).map((state) => `${fault} ${state}`),
  ),
  ...oddities.flatMap((oddity) => oddStates[oddity].map((state) => `${oddity} ${state}`)),
  ...processFaults.flatMap((fault) => processStates.map((state) => `${fault} ${state}`)),
  ...readingsMet,
];

/** How often which fault met which state. */
export class Reach {
  readonly counts = new Map<string, number>();

  call(fault: string, state: DeliveryState): void {
    this.count(fault, state);
  }

  process(fault: ProcessFault, state: During): void {
    this.count(fault, state);
  }

  /** What was read in Sentry of something told the relay news, or what it knew by then. */
  reading(what: (typeof readings)[number], became: (typeof becoming)[number]): void {
    this.count(what, became);
  }

  add(other: Iterable<readonly [string, number]>): void {
    for (const [key, count] of other) this.counts.set(key, (this.counts.get(key) ?? 0) + count);
  }

  /** What could have met and never did. */
  missed(): readonly string[] {
    return meetings.filter((key) => !this.counts.has(key));
  }

  /** Tables in lines. */
  table(): readonly string[] {
    return [
      ...this.tableOf([...callFaults, ...slackOddities], [...slackStates, ...pagerStates]),
      '',
      ...this.tableOf([...callFaults, ...sentryOddities], sentryStates),
      '',
      ...this.tableOf(processFaults, processStates),
      '',
      ...this.tableOf(readings, becoming),
    ];
  }

  private tableOf(faults: readonly string[], states: readonly string[]): readonly string[] {
    const width = 16;
    const head = `${''.padEnd(18)}${states.map((state) => state.padStart(width)).join('')}`;
    const lines = faults.map((fault) => {
      const counts = states.map((state) =>
        String(this.counts.get(`${fault} ${state}`) ?? '-').padStart(width),
      );
      return `${fault.padEnd(18)}${counts.join('')}`;
    });
    return [head, ...lines];
  }

  private count(fault: string, state: string): void {
    const key = `${fault} ${state}`;
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }
}

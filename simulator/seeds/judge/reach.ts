import { callFaults, processStates, slackOddities, type During } from '../story/story.ts';
import { pagerStates, slackStates, type DeliveryState } from '../world/sighted.ts';

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

const deliveryStates: readonly DeliveryState[] = [...slackStates, ...pagerStates];

/** What can never meet: only looks read a history, and only what is posted or changed carries metadata. */
const oddStates: Readonly<Record<(typeof slackOddities)[number], readonly DeliveryState[]>> = {
  'metadata-dropped': ['message', 'message-again', 'edit', 'reply', 'look'],
  'history-late': ['look'],
  'history-paged': ['look'],
};

/** A post that arrives twice is two messages, whatever the relay does; a pager folds what has one key. */
function canMeet(fault: (typeof callFaults)[number], state: DeliveryState): boolean {
  return fault !== 'twice' || pagerStates.some((one) => one === state);
}

/** How often which fault met which state. */
export class Reach {
  readonly counts = new Map<string, number>();

  call(fault: string, state: DeliveryState): void {
    this.count(fault, state);
  }

  process(fault: ProcessFault, state: During): void {
    this.count(fault, state);
  }

  add(other: Iterable<readonly [string, number]>): void {
    for (const [key, count] of other) this.counts.set(key, (this.counts.get(key) ?? 0) + count);
  }

  /** What could have met and never did. */
  missed(): readonly string[] {
    return [
      ...callFaults.flatMap((fault) =>
        deliveryStates.filter((state) => canMeet(fault, state)).map((state) => `${fault} ${state}`),
      ),
      ...slackOddities.flatMap((oddity) => oddStates[oddity].map((state) => `${oddity} ${state}`)),
      ...processFaults.flatMap((fault) => processStates.map((state) => `${fault} ${state}`)),
    ].filter((key) => !this.counts.has(key));
  }

  /** Two tables in lines. */
  table(): readonly string[] {
    return [
      ...this.tableOf([...callFaults, ...slackOddities], deliveryStates),
      '',
      ...this.tableOf(processFaults, processStates),
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

import type { SimClock } from '../../clock.ts';
import type { Account } from '../../fakes/pagerduty/account.ts';
import type { EphemeralLine } from '../../fakes/slack/presses/press-spec.ts';
import type { Workspace } from '../../fakes/slack/workspace.ts';
import type { Observed } from '../../observed.ts';
import { markup } from '../slack/markup.ts';
import type { FaultBoard } from '../../faults/fault-board.ts';
import type { Beside } from './beside.ts';
import { brokenNow, type Broken } from './breaks.ts';
import { createTally, type Figures } from './figures.ts';
import { shownChannels, shownMessages, type ShownChannel, type ShownMessage } from './messages.ts';
import { shownPages, type ShownPage } from './pages.ts';

/** What a run tells of itself; times are virtual UNIX ms. */
export interface Story {
  readonly title: string;
  readonly from: number;
  readonly until: number;
  /** Where the relay's own page is. */
  readonly relayUrl: string | null;
  /** `held`: the storm is over, and everything stays until somebody presses Enter in the terminal. */
  readonly phase: 'playing' | 'held';
}

/** How fast the storm is played, which whoever looks may turn. */
export interface Knob {
  /** How many times as fast as planned; 0: it is paused. */
  pace(): number;
  /** How much later than planned that made it, virtual ms; below 0: sooner. */
  turnedMs(): number;
  turn(pace: number): void;
}

/** Everything the page shows at one moment. */
export interface Look {
  /** Virtual UNIX ms. */
  readonly at: number;
  readonly speed: number;
  readonly story: Story | null;
  readonly figures: Figures;
  readonly channels: readonly ShownChannel[];
  readonly messages: readonly ShownMessage[];
  readonly pages: readonly ShownPage[];
  /** Whether PagerDuty tells the relay of what is done at the phone. */
  readonly pagerTells: boolean;
  /** What somebody broke on the page. */
  readonly broken: readonly Broken[];
  /** Null: nothing is played, or nobody can turn it. */
  readonly pace: { readonly times: number; readonly turnedMs: number } | null;
  /** The relay in the other half. */
  readonly versus: string | null;
  /** What only whoever presses on the page was answered. */
  readonly whispers: readonly { readonly at: number; readonly html: string }[];
}

/** What is looked at. */
export interface Shown {
  readonly clock: SimClock;
  readonly workspace: Workspace;
  readonly account: Account;
  readonly observed: Observed;
  /** What the run told last. */
  readonly story: { current: Story | null };
  readonly faults: Pick<FaultBoard, 'add' | 'list'>;
  readonly knob: { current: Knob | null };
  /** Who is stormed beside it. */
  readonly beside: { current: Beside | null };
}

/** Whoever presses on the page. */
export const onlooker = { id: 'U0KIM', name: 'kim.fernhill' } as const;

const mostWhispers = 5;

/** Looks at the fakes. */
export function createLooker({
  clock,
  workspace,
  account,
  observed,
  story,
  faults,
  beside,
  knob,
}: Shown): () => Look {
  const tally = createTally(observed);
  return () => {
    const now = clock.now();
    return {
      at: now,
      speed: clock.speed,
      story: story.current,
      figures: tally(now),
      channels: shownChannels(workspace),
      messages: shownMessages(workspace),
      pages: shownPages(account),
      broken: brokenNow(faults.list(), now),
      pace: paceOf(knob.current),
      versus: beside.current?.name ?? null,
      pagerTells: account.webhooks.hasTarget(),
      whispers: whispersOf(workspace.ephemeral),
    };
  };
}

function paceOf(knob: Knob | null): Look['pace'] {
  return knob === null ? null : { times: knob.pace(), turnedMs: knob.turnedMs() };
}

function whispersOf(lines: readonly EphemeralLine[]): Look['whispers'] {
  return lines
    .filter(({ user }) => user === onlooker.id)
    .slice(-mostWhispers)
    .map(({ at, text }) => ({ at, html: `<p>${markup(text)}</p>` }));
}

import type { Clock } from '../../seams/clock.ts';
import type { Log } from '../../seams/log.ts';
import type { Block } from './render/blocks.ts';

/**
 * Blocks that Slack brings to one workspace after the other (docs.slack.dev/changelog, 2026-05): one that has none of
 * them yet refuses the message.
 */
const newBlocks = ['data_table', 'card'] as const;
export type NewBlock = (typeof newBlocks)[number];

/** Whether a message may hold such a block. */
export type Has = (type: NewBlock) => boolean;

/** An answer is believed so long, and a refusal too. */
const believedMs = 6 * 3_600_000;

interface Standing {
  readonly has: boolean;
  /** From when it is asked again. */
  readonly askFrom: number;
  readonly refusedAt: number;
}

const unknown: Standing = { has: false, askFrom: 0, refusedAt: -Infinity };

/**
 * Which new blocks one workspace has, by what it answers when it is asked, and by what it refuses: that says more. What
 * is not known is not sent.
 */
export class WorkspaceBlocks {
  private readonly clock: Pick<Clock, 'now'>;
  private readonly log: Log;
  private readonly standings = new Map<NewBlock, Standing>();

  constructor({ clock, log }: { readonly clock: Pick<Clock, 'now'>; readonly log: Log }) {
    this.clock = clock;
    this.log = log;
  }

  readonly has: Has = (type) => this.of(type).has;

  /** Of which there is to be asked next, and from when. */
  next(): { readonly type: NewBlock; readonly from: number } {
    const [first, ...others] = newBlocks;
    const type = others.reduce<NewBlock>(
      (soonest, one) => (this.of(one).askFrom < this.of(soonest).askFrom ? one : soonest),
      first,
    );
    return { type, from: this.of(type).askFrom };
  }

  /** Nobody knows; whatever was known before is believed on. */
  unanswered(type: NewBlock, waitMs: number): void {
    this.standings.set(type, { ...this.of(type), askFrom: this.clock.now() + waitMs });
  }

  /** Slack has told. @param askedAt A refusal since then knows better. */
  answered(type: NewBlock, has: boolean, askedAt: number): void {
    const known = this.of(type);
    if (known.refusedAt < askedAt)
      this.standings.set(type, { ...known, has, askFrom: this.clock.now() + believedMs });
  }

  /** Slack has refused these blocks: whether they held new ones, which from now on none does. */
  refused(blocks: readonly Block[]): boolean {
    const held = newBlocks.filter((type) => blocks.some((block) => block.type === type));
    const lost = held.filter((type) => this.has(type));
    const now = this.clock.now();
    for (const type of held)
      this.standings.set(type, { has: false, askFrom: now + believedMs, refusedAt: now });
    if (lost.length > 0)
      this.log.warn(
        { blocks: lost },
        'Slack refuses blocks that it said to have: messages go without them, and Slack is asked again in six hours.',
      );
    return held.length > 0;
  }

  private of(type: NewBlock): Standing {
    return this.standings.get(type) ?? unknown;
  }
}

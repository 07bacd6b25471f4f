import type { Clock } from '../../seams/clock.ts';
import type { Sender } from '../access/read-in-vain.ts';

/** Why a body was given up that was still coming. */
export type GivenUp = 'crowded' | 'slow';

/** A body of which more is to come. */
export interface UnfinishedBody {
  /** Asked when its first bytes are held. */
  readonly sender: () => Sender;
  /** Lets go of all that was read of it. */
  readonly giveUp: (why: GivenUp) => void;
}

/** What is held of bodies that are not whole, all doors together: whoever opens many fills no memory. */
export interface UnfinishedBodies {
  /** So many more bytes of it are held. Bodies may be given up for them, this one too. */
  hold(body: UnfinishedBody, bytes: number): void;
  /** It is whole, or over. */
  release(body: UnfinishedBody): void;
}

/** Bounds; all have defaults. */
interface Bounds {
  /** Bytes held of all. */
  readonly bytes: number;
  /** A body has to be whole within this, real ms: who sends webhooks waits for no more than a few seconds. */
  readonly wholeWithinMs: number;
}

const defaults: Bounds = { bytes: 32 * 1024 * 1024, wholeWithinMs: 10_000 };
/** Where there is too much, so much of it is left, so that not every further piece makes somebody look. */
const leftOver = 0.9;
/** How often slow ones are looked for, real ms. */
const lookEveryMs = 500;

/** `pace`: an unscaled clock. */
export function createUnfinishedBodies(
  pace: Pick<Clock, 'now' | 'sleep'>,
  bounds: Partial<Bounds> = {},
): UnfinishedBodies {
  return new Held(pace, { ...defaults, ...bounds });
}

interface Holding {
  readonly body: UnfinishedBody;
  readonly sender: Sender;
  readonly since: number;
  bytes: number;
}

class Held implements UnfinishedBodies {
  private readonly pace: Pick<Clock, 'now' | 'sleep'>;
  private readonly bounds: Bounds;
  /** Those that began first come first. */
  private readonly holdings = new Map<UnfinishedBody, Holding>();
  private bytes = 0;
  private looking = false;

  constructor(pace: Pick<Clock, 'now' | 'sleep'>, bounds: Bounds) {
    this.pace = pace;
    this.bounds = bounds;
  }

  hold(body: UnfinishedBody, bytes: number): void {
    const known = this.holdings.get(body);
    if (known === undefined)
      this.holdings.set(body, { body, sender: body.sender(), since: this.pace.now(), bytes });
    else known.bytes += bytes;
    this.bytes += bytes;
    if (this.bytes > this.bounds.bytes) this.makeRoom();
    if (!this.looking) void this.lookForSlow();
  }

  release(body: UnfinishedBody): void {
    const known = this.holdings.get(body);
    if (known === undefined) return;
    this.holdings.delete(body);
    this.bytes -= known.bytes;
  }

  private makeRoom(): void {
    while (this.bytes > this.bounds.bytes * leftOver) this.giveUpOne();
  }

  /**
   * Strangers go first, among equals the network that holds most, and of that what began first: a genuine webhook is whole
   * before its turn comes, wherever it is from.
   */
  private giveUpOne(): void {
    const all = [...this.holdings.values()];
    const strangers = all.filter(({ sender }) => !sender.isProven);
    const networks = [...Map.groupBy(strangers.length > 0 ? strangers : all, networkIn).values()];
    const most = networks.reduce((a, b) => (sum(b) > sum(a) ? b : a), []);
    this.giveUp(most[0], 'crowded');
  }

  private async lookForSlow(): Promise<void> {
    this.looking = true;
    while (this.holdings.size > 0) {
      await this.pace.sleep(lookEveryMs);
      const now = this.pace.now();
      for (const one of this.holdings.values()) {
        if (now - one.since < this.bounds.wholeWithinMs) break;
        this.giveUp(one, 'slow');
      }
    }
    this.looking = false;
  }

  private giveUp(one: Holding | undefined, why: GivenUp): void {
    if (one === undefined) return;
    this.release(one.body);
    one.body.giveUp(why);
  }
}

function networkIn({ sender }: Holding): string {
  return sender.network;
}

function sum(holdings: readonly Holding[]): number {
  return holdings.reduce((bytes, one) => bytes + one.bytes, 0);
}

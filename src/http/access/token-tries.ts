import type { IncomingMessage } from 'node:http';
import { FoldedLines } from '../../observe/log/folded-lines.ts';
import type { Metrics } from '../../observe/metrics.ts';
import type { Clock } from '../../seams/clock.ts';
import type { Log } from '../../seams/log.ts';
import { networkOf, senderOf } from './sender-network.ts';
import { createShareGate } from './share-gate.ts';

/** Where a wrong token was shown: as a bearer's, or in the form of the log-in. */
type ShownAs = 'bearer' | 'log-in';

/** Counts wrong tokens. What is right is let in before anybody counts: no guesses of others lock an operator out. */
export interface TokenTries {
  /** Notes one; false when its network had too many of them, and is answered 429 in place of 401. */
  wrong(request: IncomingMessage, as: ShownAs): boolean;
}

/** What counting needs. */
interface TokenTriesDeps {
  readonly clock: Pick<Clock, 'now'>;
  /** An unscaled clock. */
  readonly pace: Pick<Clock, 'sleep'>;
  readonly log: Log;
  readonly metrics: Pick<Metrics, 'wrongToken'>;
  /** Ends what is still to be told. */
  readonly signal: AbortSignal;
}

/** Wrong tokens a virtual minute of one network, and of all. */
const wrongTokensAMinute = { each: 20, all: 2_000 } as const;
/** Lines in the log a minute for each way. */
const told = { most: 3, windowMs: 60_000 } as const;
const ways: Readonly<Record<ShownAs, string>> = { bearer: 'as bearer token', 'log-in': 'at the log-in' };

/** Counts from now on. */
export function createTokenTries({ clock, pace, log, metrics, signal }: TokenTriesDeps): TokenTries {
  const gate = createShareGate(wrongTokensAMinute);
  const lines = new FoldedLines({
    ...told,
    pace,
    signal,
    fold: (as, more) => log.warn({ event: 'wrong-token', as, more }, `… and ${more} more wrong tokens.`),
  });
  return {
    wrong: (request, as) => {
      const network = networkOf(senderOf(request));
      metrics.wrongToken(as);
      lines.tell(as, () =>
        log.warn(
          { event: 'wrong-token', as, network },
          `A wrong token was shown ${ways[as]}, from ${network}.`,
        ),
      );
      return gate.mayPass(clock.now(), network);
    },
  };
}

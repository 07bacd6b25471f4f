import type { Debit } from '../../domain/sending/budget.ts';
import type { Clock } from '../../seams/clock.ts';
import type { FormAsker } from '../../seams/form-asker.ts';

/** What asking for forms needs. */
interface FormsLoopDeps {
  readonly askers: readonly FormAsker[];
  /** Pays out of a credential's budget; false when it allows nothing now. */
  readonly pay: (credential: string, debits: readonly Debit[]) => Promise<boolean>;
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
}

const everyMs = 60_000;

/** Asks each vendor which forms it takes, as soon as there is something to ask, until the signal aborts. */
export function askForForms({ askers, pay, clock }: FormsLoopDeps): (signal: AbortSignal) => Promise<void> {
  const follow = async (asker: FormAsker, signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      while (asker.askFrom() <= clock.now() && (await pay(asker.credential, asker.debits())))
        await asker.ask();
      await clock.sleep(everyMs, signal);
    }
  };
  // One that does not answer keeps none of the others waiting.
  return async (signal) => {
    await Promise.all(askers.map((asker) => follow(asker, signal)));
  };
}

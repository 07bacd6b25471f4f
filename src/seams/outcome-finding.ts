import type { Debit } from '../domain/sending/budget.ts';
import type { Outcome } from '../domain/sending/outcome.ts';
import { troubleOf, type Trouble } from '../domain/sending/trouble.ts';
import type { Finding } from './inspector.ts';

/** What a look was told: to wait so long, ms, and why. */
interface ToldToWait {
  readonly waitMs: number;
  readonly trouble: Trouble;
}

/** Hears what a look at a credential's receiver was told, with what it was paid from. */
export type Told = (credential: string, debits: readonly Debit[], told: ToldToWait) => Promise<void>;

/** Tells it of what a look found, where that was told to wait. */
export async function tellWait(
  told: Told,
  { credential, debits }: { readonly credential: string; readonly debits: readonly Debit[] },
  finding: Finding,
): Promise<Finding> {
  if (finding.kind === 'unknown' && finding.code === 'limited')
    await told(credential, debits, {
      waitMs: finding.waitMs,
      trouble: troubleOf(finding.code, finding.detail),
    });
  return finding;
}

/** When to look again after a failure that names no time, in virtual ms. */
export const lookAgainMs = 2000;

/** What a call that only looked says of what it looked at. Its link, if any, is for the caller to add. */
export function findingOfOutcome(outcome: Outcome): Finding {
  switch (outcome.kind) {
    case 'delivered':
    case 'found':
      return { kind: 'yes', detail: 'It is there.', link: null };
    case 'absent':
      return { kind: 'no', code: 'not-shown', detail: 'It is not there.' };
    case 'misconfigured':
    case 'refused':
    case 'gone':
    case 'frozen':
      return { kind: 'no', code: outcome.code, detail: outcome.reason };
    case 'limited':
      return { kind: 'unknown', code: outcome.code, detail: outcome.reason, waitMs: outcome.waitMs };
    case 'failed':
      return { kind: 'unknown', code: outcome.code, detail: outcome.reason, waitMs: lookAgainMs };
    case 'blind':
      return { kind: 'blind', code: outcome.code, detail: outcome.reason };
  }
}

import type { Entry } from '../../domain/inbox/entry.ts';
import type { Policy } from '../../domain/policy.ts';
import { policyDelivery } from '../../ingest/policy-entry.ts';
import type { Replay } from './replay.ts';

/**
 * The same entries through one replay or two in step: under the rules as they are, and under others. In a recorded inbox
 * the relay's own timers stand among the entries; the other replay fires only those besides that the recorded relay had
 * no reason to wait for, so the same rules come to the same, to the millisecond.
 */
export class InStep {
  private readonly present: Replay;
  private readonly other: Replay | null;
  private readonly hasTimers: boolean;
  private ruled = false;

  /** @param hasTimers The entries hold the timers that came due. */
  constructor(present: Replay, other: Replay | null, hasTimers: boolean) {
    this.present = present;
    this.other = other;
    this.hasTimers = hasTimers;
  }

  /** From virtual ms `at` on, the other replay goes by these rules, whatever the entries say of rules. */
  rule(policy: Policy, at: number): void {
    this.other?.tell(policyDelivery(policy, `policy:what-if:${at}`), at);
    this.ruled = true;
  }

  /** Applies an entry on both sides. */
  take(entry: Entry): void {
    const { present, other, hasTimers } = this;
    if (other !== null) {
      other.pass(entry.receivedAt, hasTimers ? (due) => due < present.state.timersFrom : undefined);
      if (!this.ruled || entry.source !== 'policy') other.take(entry, hasTimers ? never : undefined);
    }
    present.take(entry, hasTimers ? never : undefined);
  }

  /** Lets time go on on both sides. */
  pass(ms: number): void {
    const until = this.present.state.meta.now + ms;
    this.present.pass(until);
    this.other?.pass(until);
  }
}

const never = (): boolean => false;

import { sendersOf } from '../config/senders.ts';
import type { Settings } from '../config/settings.ts';
import type { Policy } from '../domain/policy.ts';
import { pagerDutyCredential } from '../integrations/pagerduty/receiver.ts';
import type { DispatchStore } from '../seams/store.ts';

/** Rows of a receiver that are sent with another credential from now on. */
interface Move {
  readonly from: string;
  readonly to: string;
}

/** Credentials that are new, or are sent with by other settings. */
export function changedSenders(before: Settings, after: Settings): ReadonlySet<string> {
  const was = new Map(sendersOf(before).map(({ credential, said, beside }) => [credential, said + beside]));
  const changed = sendersOf(after).filter(
    ({ credential, said, beside }) => was.get(credential) !== said + beside,
  );
  return new Set(changed.map(({ credential }) => credential));
}

/** Who hands over to whom, each pair once. */
export function movesBetween(before: Policy, after: Policy): readonly Move[] {
  const all = [...after.receivers, ...after.drillReceivers];
  const moves = [...before.receivers, ...before.drillReceivers].flatMap(({ id, credential: from }) => {
    const to = all.find((one) => one.id === id)?.credential ?? from;
    return to === from ? [] : [{ from, to }];
  });
  return moves.filter(
    (one, n) => moves.findIndex(({ from, to }) => from === one.from && to === one.to) === n,
  );
}

/** A new token of the same app draws on what its vendor has counted for the former one. */
export async function keepBudget(
  store: Pick<DispatchStore, 'buckets' | 'saveBuckets'>,
  { from, to }: Move,
): Promise<void> {
  if ((await store.buckets(to)).length > 0) return;
  const spent = await store.buckets(from);
  if (spent.length > 0) await store.saveBuckets(spent.map((bucket) => ({ ...bucket, credential: to })));
}

/** Credentials that are known only as long as this relay runs. @param finishing Those that have left, and still send. */
export function leftBy({ left }: Settings, finishing: readonly string[]): readonly string[] {
  const keys = left?.pagers.map(({ routingKey }) => pagerDutyCredential(routingKey)) ?? [];
  return [...new Set([...finishing, ...keys])];
}

/** Whether the vendors would be asked the same of two policies. */
export function asksTheSame(one: Policy, other: Policy): boolean {
  const asked = ({ receivers, drillReceivers }: Policy): string =>
    JSON.stringify([receivers, drillReceivers]);
  return asked(one) === asked(other);
}

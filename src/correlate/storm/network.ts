import type { Cause, Evidence } from '../../domain/cause.ts';
import { areManyTargets, networkCause } from '../evidence/no-route.ts';
import type { StormView, Voter } from '../state/heard.ts';

/** What cannot be reached within so many ms of the moment when the network was found to fail is out of reach for that reason. */
const cutOffMs = 60_000;

/** Those to whom the network gives no way, where that is so for several things that have nothing to do with each other. */
export function cutOffTogether(newest: Voter, others: readonly Voter[]): readonly Voter[] {
  if (newest.evidence.noRoute !== true) return [];
  const voters = [newest, ...others.filter(({ evidence }) => evidence.noRoute === true)];
  return areManyTargets(voters.map(({ evidence }) => evidence)) ? voters : [];
}

/** Whether a cause is the network itself. */
export function isNetwork({ key }: Cause): boolean {
  return key === networkCause.key;
}

/** Whether what cannot be reached is so most likely because the network has no route, since a moment. */
export function isBehindNetwork(
  { evidence: { named }, breakoutAt }: Pick<Voter, 'evidence' | 'breakoutAt'>,
  { cause, since }: StormView,
): boolean {
  return isNetwork(cause) && isReached(named) && breakoutAt - since <= cutOffMs;
}

/**
 * Whether a finding and a storm are both about what the network has no route to: one of them is the network, or half of
 * each says so. Two things that fail so in one minute are one trouble, and neither of them is its cause.
 */
export function areOneNetwork(found: Cause, members: readonly Voter[], storm: StormView): boolean {
  if (!isReached(storm.cause) && !isNetwork(storm.cause)) return false;
  if (!isReached(found) && !isNetwork(found)) return false;
  if (Math.abs(Math.min(...members.map(({ breakoutAt }) => breakoutAt)) - storm.since) > cutOffMs)
    return false;
  if (isNetwork(storm.cause)) return true;
  return saySo(storm.evidences) && (isNetwork(found) || saySo(members.map(({ evidence }) => evidence)));
}

/** Whether a storm about something that cannot be reached began in the minute in which the network failed. */
export function beganWithNetwork(
  { cause, since }: Pick<StormView, 'cause' | 'since'>,
  networkSince: number,
): boolean {
  return isReached(cause) && Math.abs(since - networkSince) <= cutOffMs;
}

function saySo(evidences: readonly Evidence[]): boolean {
  return evidences.filter(({ noRoute }) => noRoute === true).length * 2 >= evidences.length;
}

/** Something that others fail to reach: they may say so without its name. */
export function isReached(cause: Cause | null): boolean {
  return cause?.kind === 'host' || cause?.kind === 'dependency';
}

import type { StormView, Voter } from '../../state/heard.ts';

/** A surge is noticed within so long of its first breakout, unless it begins slowly, in ms. */
const noticedMs = 60_000;
/** So long before the first of a surge's members broke out, another of its issues may have, in ms. */
const onsetMs = 3_000;
/** How long after a surge was noticed what becomes loud anywhere is part of it, in ms. */
const surgeMs = 120_000;
/** A surge spreads for as long as another member breaks out within this, in ms. */
const spreadingMs = 20_000;

/** What spreads from service to service takes the next one within so many times the time that lay between those before. */
const gapsMost = 2;

/** Loud or lasting in the first minutes of a surge: more than chance by far, whatever it says. */
export function brokeOutWith(voter: Voter, storm: StormView): boolean {
  if (storm.cause.kind !== 'surge' || (voter.burst < 3 && !isLasting(voter))) return false;
  // What broke out well before the surge began is what happens here anyway.
  if (voter.breakoutAt < storm.firstBreakoutAt - onsetMs) return false;
  if (isLasting(voter) && spreadsOn(voter, storm)) return true;
  // What breaks out when it has long stopped to spread is most likely what happens here anyway.
  if (!isLasting(voter) && voter.breakoutAt - storm.lastBreakoutAt > spreadingMs) return false;
  // A surge that began slowly was noticed long after its first minute.
  const began = Math.min(storm.since, storm.firstBreakoutAt + noticedMs);
  return voter.breakoutAt - began <= surgeMs;
}

/** Whether it comes to a surge that began slowly as soon as one more of its services would. */
function spreadsOn({ breakoutAt }: Voter, { firstBreakoutAt, lastBreakoutAt, services }: StormView): boolean {
  const slowly = lastBreakoutAt - firstBreakoutAt;
  if (slowly <= noticedMs || services.size < 2) return false;
  return breakoutAt - lastBreakoutAt <= (gapsMost * slowly) / (services.size - 1);
}

/** It has spoken so often since it broke out that it is no odd error, however quiet it is in any one minute. */
export function isLasting({ lasting }: Voter): boolean {
  return lasting >= 8;
}

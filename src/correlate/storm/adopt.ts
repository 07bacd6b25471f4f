import type { Cause } from '../../domain/cause.ts';
import type { JoiningRule } from '../../domain/decision/belonging.ts';
import { lastingMs } from '../../domain/issue.ts';
import type { Policy } from '../../domain/policy.ts';
import type { StormView, Voter } from '../state/heard.ts';
import type { Choice } from './choice.ts';
import { isNamed, joiningRules, struckMs, type Rule } from './joining-rules.ts';
import { isLasting } from './surge/surge-members.ts';

/** The storm that a failure joins, by which rule; a soft adoption may move when a real match appears. */
export interface Adoption {
  readonly root: string;
  readonly rule: JoiningRule;
  readonly soft: boolean;
  /** It broke out together with the storm, and shares no cause with it that is known. */
  readonly company: boolean;
}

/** Rules that may fit, and those of them that are not soft. */
interface Ladder {
  readonly all: readonly Rule[];
  readonly firm: readonly Rule[];
}

function ladderOf(some: readonly Rule[]): Ladder {
  return { all: some, firm: some.filter(({ soft }) => !soft) };
}

const wholeLadder = ladderOf(joiningRules);
/** What lasts is known to do so only when its breakout is minutes ago. */
const lateLadder = ladderOf(joiningRules.filter(({ late }) => late === true));
/** Most of what floods names nothing and is heard once, and for most rules that is the end of it. */
const namelessRules = joiningRules.filter(({ named }) => named !== true);
const namelessLadder = ladderOf(namelessRules);
const quietLadder = ladderOf(namelessRules.filter(({ heard }) => heard !== true));

/**
 * Looks whether a failure that broke out belongs to a storm that is already known. Rules go first, storms
 * second: a weak rule never wins over a strong one for another storm. The last rules are soft.
 * @param choice Active storms of the voter's environment class.
 */
export function adopt(
  voter: Voter,
  choice: Choice,
  now: number,
  thresholds: Policy['storm'],
): Adoption | null {
  if (choice.storms.length === 0 || isTooOld(voter, now)) return null;
  const match = firstThatFits(choice.rungsOf(ladderFor(voter, now).all), voter, now);
  return match ?? (isLate(voter, now) ? null : adoptIntoOnlyYoung(voter, choice.storms, now, thresholds));
}

/** The same by the rules alone that are not soft: whoever has a storm already, or a page, moves for no other. */
export function adoptFirmly(voter: Voter, choice: Choice, now: number): Adoption | null {
  if (choice.storms.length === 0 || isTooOld(voter, now)) return null;
  return firstThatFits(choice.rungsOf(ladderFor(voter, now).firm), voter, now);
}

/** Only a breakout belongs to an outage: what has failed all day is merely loud once more. */
function isTooOld(voter: Voter, now: number): boolean {
  return now - voter.breakoutAt > (isLasting(voter) ? lastingMs : struckMs);
}

function isLate({ breakoutAt }: Voter, now: number): boolean {
  return now - breakoutAt > struckMs;
}

function firstThatFits(rungs: ReturnType<Choice['rungsOf']>, voter: Voter, now: number): Adoption | null {
  for (const { rule, storms } of rungs) {
    const storm = nearest(fitting(rule, voter, storms, now), voter);
    if (storm === null) continue;
    // What a member of a surge names may not be what the surge is about.
    const company = rule.company === true || storm.cause.kind === 'surge';
    return { root: storm.root, rule: rule.rule, soft: rule.soft, company };
  }
  return null;
}

const none: readonly StormView[] = [];

/** Hundreds are tried for one newcomer, and nearly always nothing fits: then nothing is made. */
function fitting(rule: Rule, voter: Voter, storms: readonly StormView[], now: number): readonly StormView[] {
  let found: StormView[] | null = null;
  for (const storm of storms) if (rule.fits(voter, storm, now)) (found ??= []).push(storm);
  return found ?? none;
}

function ladderFor(voter: Voter, now: number): Ladder {
  if (isLate(voter, now)) return lateLadder;
  const { named, names, unreachable } = voter.evidence;
  if (named !== null || names.length > 0) return wholeLadder;
  return unreachable || voter.loud ? namelessLadder : quietLadder;
}

/** A loud "cannot reach" that names nothing belongs to the storm that has just begun, if there is only one. */
function adoptIntoOnlyYoung(
  voter: Voter,
  storms: readonly StormView[],
  now: number,
  thresholds: Policy['storm'],
): Adoption | null {
  if (!voter.loud || !voter.evidence.unreachable) return null;
  const young = storms.filter(
    (storm) => Math.abs(now - storm.since) <= thresholds.softMs && cutsOff(storm.cause),
  );
  const [only] = young;
  if (only === undefined || young.length > 1) return null;
  const rule = { code: 'only-young-storm' } as const;
  return { root: only.root, rule, soft: true, company: true };
}

/** Whether a cause can make others unreachable: it is named, and it is not the browsers' own. */
function cutsOff(cause: Cause): boolean {
  return isNamed(cause) && cause.key !== 'mode:chunk';
}

/** Of several storms that fit: one that is about what is called, where the voter called; else one that struck the voter's service, else the one that grew last. */
function nearest(storms: readonly StormView[], voter: Voter): StormView | null {
  if (storms.length === 0) return null;
  // What cannot reach something and knows no driver most likely called it over HTTP.
  const likely = (storm: StormView): number =>
    voter.evidence.unreachable && storm.cause.kind === 'host' ? 1 : 0;
  const order = (storm: StormView): number => storm.lastSeenByService.get(voter.service) ?? -1;
  return storms.reduce<StormView | null>((best, storm) => {
    if (best === null) return storm;
    const difference =
      likely(storm) - likely(best) ||
      order(storm) - order(best) ||
      storm.lastBreakoutAt - best.lastBreakoutAt;
    return difference > 0 ? storm : best;
  }, null);
}

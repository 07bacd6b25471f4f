import type { Cause, Evidence } from '../../domain/cause.ts';
import type { JoiningRule } from '../../domain/decision/belonging.ts';
import { lastingMs } from '../../domain/issue.ts';
import type { Policy } from '../../domain/policy.ts';
import { nameOfService } from '../evidence/host-names.ts';
import { isBehindNetwork, isNetwork } from './network.ts';
import { namesSaid } from './names-said.ts';
import { sameDependency } from './same-dependency.ts';
import { sharedCause } from '../evidence/shared-cause.ts';
import { brokeOutWith, isLasting } from './surge-members.ts';
import type { StormView, Voter } from '../state/heard.ts';
import { youngMs } from './young.ts';

/** The storm that a failure joins, by which rule; a soft adoption may move when a real match appears. */
export interface Adoption {
  readonly root: string;
  readonly rule: JoiningRule;
  readonly soft: boolean;
  /** It broke out together with the storm, and shares no cause with it that is known. */
  readonly company: boolean;
}

interface Rule {
  readonly rule: JoiningRule;
  readonly soft: boolean;
  readonly company?: boolean;
  /** It fits only what names something. */
  readonly named?: boolean;
  /** It may fit what broke out minutes ago. */
  readonly late?: boolean;
  fits(voter: Voter, storm: StormView, now: number): boolean;
}

/** How long a member's service counts as struck after its last alert, in ms. */
const struckMs = 120_000;
/** How long after a storm began what becomes loud in a struck service, and names nothing, is taken for its consequence, in ms. */
const consequenceMs = 180_000;

/** The rules in the order of what they are worth; the first that fits any storm decides. */
const rules: readonly Rule[] = [
  { rule: { code: 'same-kind' }, soft: false, named: true, fits: sameMode },
  { rule: { code: 'no-route-there-either' }, soft: false, fits: hasNoRoute },
  { rule: { code: 'same-dependency' }, soft: false, named: true, fits: sameDependency },
  { rule: { code: 'same-host' }, soft: false, named: true, fits: sameName },
  { rule: { code: 'calls-member' }, soft: false, named: true, fits: callsMember },
  { rule: { code: 'same-trace' }, soft: false, fits: sameTrace },
  { rule: { code: 'shares-what-it-is-about' }, soft: false, fits: sharesWeakCause },
  { rule: { code: 'same-wording' }, soft: false, fits: sharesWording },
  {
    rule: { code: 'names-what-is-cut-off' },
    soft: false,
    company: true,
    named: true,
    fits: namesWhatIsCutOff,
  },
  {
    rule: { code: 'broke-out-with-surge' },
    soft: false,
    company: true,
    late: true,
    fits: brokeOutWith,
  },
  {
    rule: { code: 'last-calls-went-there' },
    soft: true,
    fits: isHintedAt,
  },
  {
    rule: { code: 'in-struck-service' },
    soft: true,
    company: true,
    fits: inStruckService,
  },
  {
    rule: { code: 'behind-the-network' },
    soft: true,
    company: true,
    named: true,
    fits: isBehindNetwork,
  },
  { rule: { code: 'others-cannot-reach-it' }, soft: true, fits: isNamedByMembers },
  {
    rule: { code: 'calls-what-fails-beside' },
    soft: true,
    company: true,
    named: true,
    fits: callsGuest,
  },
  { rule: { code: 'speaks-of-it' }, soft: true, company: true, fits: speaksOf },
];

/** What lasts is known to do so only when its breakout is minutes ago. */
const lateRules = rules.filter(({ late }) => late === true);
/** Most of what floods names nothing, and for most rules that is the end of it. */
const namelessRules = rules.filter(({ named }) => named !== true);

/**
 * Looks whether a failure that broke out belongs to a storm that is already known. Rules go first, storms
 * second: a weak rule never wins over a strong one for another storm. The last rules are soft.
 * @param storms Active storms of the voter's environment class.
 */
export function adopt(
  voter: Voter,
  storms: readonly StormView[],
  now: number,
  thresholds: Policy['storm'],
): Adoption | null {
  // Only a breakout belongs to an outage: what has failed all day is merely loud once more.
  const age = now - voter.breakoutAt;
  if (storms.length === 0 || age > (isLasting(voter) ? lastingMs : struckMs)) return null;
  for (const rule of age > struckMs ? lateRules : rulesFor(voter)) {
    const storm = nearest(fitting(rule, voter, storms, now), voter);
    if (storm === null) continue;
    // What a member of a surge names may not be what the surge is about.
    const company = rule.company === true || storm.cause.kind === 'surge';
    return { root: storm.root, rule: rule.rule, soft: rule.soft, company };
  }
  return age > struckMs ? null : adoptIntoOnlyYoung(voter, storms, now, thresholds);
}

/** Hundreds are tried for one newcomer, and nearly always nothing fits: then nothing is made. */
function fitting(rule: Rule, voter: Voter, storms: readonly StormView[], now: number): readonly StormView[] {
  let found: StormView[] | null = null;
  for (const storm of storms) if (rule.fits(voter, storm, now)) (found ??= []).push(storm);
  return found ?? [];
}

function rulesFor({ evidence: { named, names } }: Voter): readonly Rule[] {
  return named === null && names.length === 0 ? namelessRules : rules;
}

/** A loud "cannot reach" that names nothing belongs to the storm that has just begun, if there is only one. */
function adoptIntoOnlyYoung(
  voter: Voter,
  storms: readonly StormView[],
  now: number,
  thresholds: Policy['storm'],
): Adoption | null {
  if (!voter.loud || !voter.evidence.unreachable) return null;
  const young = storms.filter((storm) => now - storm.since <= thresholds.softMs && cutsOff(storm.cause));
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

/** A surge is about nothing yet; what several of its members say may be what it turns out to be. */
function sameMode(voter: Voter, storm: StormView): boolean {
  const { named } = voter.evidence;
  if (named?.kind !== 'mode') return false;
  if (storm.cause.kind !== 'surge') return named.key === storm.cause.key;
  return storm.evidences.some((evidence) => evidence.named?.key === named.key);
}

function hasNoRoute({ evidence }: Voter, { cause }: StormView): boolean {
  return evidence.noRoute === true && isNetwork(cause);
}

function sameName(voter: Voter, storm: StormView): boolean {
  return voter.evidence.names.some((name) =>
    storm.evidences.some(
      (evidence) => evidence.names.includes(name) && !enginesDiffer(voter.evidence, evidence),
    ),
  );
}

function enginesDiffer(a: Evidence, b: Evidence): boolean {
  return a.family !== null && b.family !== null && a.family !== b.family && sharedCause(a, b) === null;
}

function callsMember(voter: Voter, storm: StormView): boolean {
  const { named, names } = voter.evidence;
  if (names.length === 0 || named?.kind === 'mode' || named?.kind === 'dependency') return false;
  for (const service of storm.services) {
    if (service !== voter.service && names.includes(nameOfService(service))) return true;
  }
  return false;
}

/** It is cut off from a service that most likely fails for the same reason, since it began to fail beside the storm. */
function callsGuest({ service, evidence: { named, names } }: Voter, storm: StormView): boolean {
  if (named?.kind !== 'host') return false;
  return [...storm.guestServices].some((guest) => guest !== service && names.includes(nameOfService(guest)));
}

/** A storm's name in the text of an error that says nothing else about its cause: `Failed to load acmepay.js`. */
function speaksOf(voter: Voter, { evidences, since }: StormView): boolean {
  if (voter.evidence.named !== null || voter.breakoutAt - since > consequenceMs) return false;
  const names = namesSaid(evidences);
  if (names.length === 0) return false;
  const { says } = voter;
  return names.some((name) => name.length > 3 && hasWord(says, name));
}

function hasWord(text: string, word: string): boolean {
  const at = text.indexOf(word);
  if (at < 0) return false;
  return !/[a-z0-9]/.test(text.charAt(at - 1)) && !/[a-z0-9]/.test(text.charAt(at + word.length));
}

/** Where members of a young storm cannot reach something and do not say what, one that does names it. */
function namesWhatIsCutOff({ service, breakoutAt, evidence: { named } }: Voter, storm: StormView): boolean {
  if (named?.kind !== 'host' && named?.kind !== 'dependency') return false;
  const young = breakoutAt - storm.since <= youngMs;
  return young && !isNamed(storm.cause) && isCutOff(storm) && storm.services.has(service);
}

/** Whether most that a storm's members say is that they cannot reach something, and not what. */
export function isCutOff({ evidences }: StormView): boolean {
  return evidences.filter(({ unreachable }) => unreachable).length * 2 > evidences.length;
}

function sameTrace(voter: Voter, storm: StormView): boolean {
  const { named } = voter.evidence;
  if (named !== null && named.kind !== 'host') return false;
  const { traceIds } = storm;
  return voter.traces.some((id) => traceIds.has(id));
}

/** New in the very release, or the same code or template, that made the storm. */
function sharesWeakCause(voter: Voter, storm: StormView): boolean {
  const { named, unreachable, weak } = voter.evidence;
  if (named !== null || storm.cause.kind === 'service') return false;
  if (storm.cause.kind === 'release') return !unreachable && voter.release?.key === storm.cause.key;
  return weak.some((cause) => cause.key === storm.cause.key);
}

/** Two members of a storm that names nothing say the same as it does: one change breaks several services under several releases. */
function sharesWording(voter: Voter, storm: StormView): boolean {
  const { named, weak } = voter.evidence;
  if (named !== null || isNamed(storm.cause)) return false;
  const { wordings } = storm;
  const same = weak.some(({ kind, key }) => kind !== 'service' && (wordings.get(key) ?? 0) >= 2);
  return same && (storm.cause.kind !== 'release' || voter.release !== null);
}

function inStruckService(voter: Voter, storm: StormView, now: number): boolean {
  // A release is blamed for what is new in it, and for nothing else that fails in its services.
  if (storm.cause.kind === 'release' || !isNameless(voter)) return false;
  if (!voter.evidence.unreachable && voter.breakoutAt - storm.since > consequenceMs) return false;
  const seenAt = storm.lastSeenByService.get(voter.service);
  return seenAt !== undefined && now - seenAt < struckMs;
}

/** Hearsay counts only for an error that says itself that it could not reach something, and not what. */
function isHintedAt(
  { evidence: { hints = [], named, unreachable }, service }: Voter,
  storm: StormView,
): boolean {
  if (!unreachable || named !== null || hints.length === 0) return false;
  if (storm.evidences.some(({ names }) => names.some((name) => hints.includes(name)))) return true;
  return [...storm.services].some((member) => member !== service && hints.includes(nameOfService(member)));
}

function isNamedByMembers(voter: Voter, storm: StormView, now: number): boolean {
  if (!isNameless(voter) || now - storm.lastBreakoutAt >= struckMs) return false;
  return namesSaid(storm.evidences).includes(nameOfService(voter.service));
}

/** Names no cause, but is more than a single odd error: it cannot reach something, or it is loud. */
function isNameless(voter: Voter): boolean {
  return voter.evidence.named === null && (voter.evidence.unreachable || voter.loud);
}

/** Whether a cause names what failed, and is not merely a pattern. */
export function isNamed(cause: Cause): boolean {
  return cause.kind === 'mode' || cause.kind === 'dependency' || cause.kind === 'host';
}

import { isWhole, type Cause, type Evidence } from '../../domain/cause.ts';
import type { JoiningRule } from '../../domain/decision/belonging.ts';
import { nameOfService } from '../evidence/host-names.ts';
import { sharedCause } from '../evidence/shared-cause.ts';
import type { StormView, Voter } from '../state/heard.ts';
import { isBehindNetwork, isNetwork } from './network.ts';
import { sameDependency } from './same-dependency.ts';
import { brokeOutWith } from './surge/surge-members.ts';
import { blames } from './voter.ts';
import { youngMs } from './young.ts';

/** By what a failure joins a storm, and whose failures it may fit: most are never asked. */
export interface Rule {
  readonly rule: JoiningRule;
  readonly soft: boolean;
  readonly company?: boolean;
  /** It fits only what names something. */
  readonly named?: boolean;
  /** Of what names nothing it fits only what is loud or cannot reach something. */
  readonly heard?: boolean;
  /** It may fit what broke out minutes ago. */
  readonly late?: boolean;
  /** It fits nothing in any other storm. */
  readonly among?: (storm: StormView) => boolean;
  fits(voter: Voter, storm: StormView, now: number): boolean;
}

/** How long a member's service counts as struck after its last alert, in ms. */
export const struckMs = 120_000;
/** How long after a storm began what becomes loud in a struck service, and names nothing, is taken for its consequence, in ms. */
const consequenceMs = 180_000;

/** The rules in the order of what they are worth; the first that fits any storm decides. */
export const joiningRules: readonly Rule[] = [
  { rule: { code: 'same-by-rule' }, soft: false, named: true, among: isSomeRule, fits: sameRule },
  { rule: { code: 'same-kind' }, soft: false, named: true, among: isSomeMode, fits: sameMode },
  {
    rule: { code: 'no-route-there-either' },
    soft: false,
    heard: true,
    among: ({ cause }) => isNetwork(cause),
    fits: hasNoRoute,
  },
  { rule: { code: 'same-dependency' }, soft: false, named: true, fits: sameDependency },
  { rule: { code: 'same-host' }, soft: false, named: true, among: saysNames, fits: sameName },
  { rule: { code: 'calls-member' }, soft: false, named: true, fits: callsMember },
  { rule: { code: 'same-trace' }, soft: false, fits: sameTrace },
  { rule: { code: 'shares-what-it-is-about' }, soft: false, among: isWeak, fits: sharesWeakCause },
  { rule: { code: 'same-wording' }, soft: false, among: repeatsItself, fits: sharesWording },
  {
    rule: { code: 'names-what-is-cut-off' },
    soft: false,
    company: true,
    named: true,
    among: (storm) => !isNamed(storm.cause) && isCutOff(storm),
    fits: namesWhatIsCutOff,
  },
  {
    rule: { code: 'broke-out-with-surge' },
    soft: false,
    company: true,
    late: true,
    among: ({ cause }) => cause.kind === 'surge',
    fits: brokeOutWith,
  },
  {
    rule: { code: 'last-calls-went-there' },
    soft: true,
    heard: true,
    fits: isHintedAt,
  },
  {
    rule: { code: 'in-struck-service' },
    soft: true,
    company: true,
    heard: true,
    // A release is blamed for what is new in it, and for nothing else that fails in its services.
    among: ({ cause }) => cause.kind !== 'release',
    fits: inStruckService,
  },
  {
    rule: { code: 'behind-the-network' },
    soft: true,
    company: true,
    named: true,
    among: ({ cause }) => isNetwork(cause),
    fits: isBehindNetwork,
  },
  {
    rule: { code: 'others-cannot-reach-it' },
    soft: true,
    heard: true,
    among: saysNames,
    fits: isNamedByMembers,
  },
  {
    rule: { code: 'calls-what-fails-beside' },
    soft: true,
    company: true,
    named: true,
    among: ({ guestServices }) => guestServices.size > 0,
    fits: callsGuest,
  },
  { rule: { code: 'speaks-of-it' }, soft: true, company: true, among: saysNames, fits: speaksOf },
];

function isSomeRule({ cause: { kind } }: StormView): boolean {
  return kind === 'surge' || kind === 'rule';
}

function sameRule(voter: Voter, storm: StormView): boolean {
  return voter.evidence.named?.kind === 'rule' && sameKey(voter, storm);
}

function isSomeMode({ cause: { kind } }: StormView): boolean {
  return kind === 'surge' || kind === 'mode';
}

function sameMode(voter: Voter, storm: StormView): boolean {
  return voter.evidence.named?.kind === 'mode' && sameKey(voter, storm);
}

/** A surge is about nothing yet; what several of its members say may be what it turns out to be. */
function sameKey({ evidence: { named } }: Voter, storm: StormView): boolean {
  if (isWhole(storm.cause)) return named?.key === storm.cause.key;
  return storm.evidences.some((evidence) => evidence.named?.key === named?.key);
}

function hasNoRoute({ evidence }: Voter): boolean {
  return evidence.noRoute === true;
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
  if (names.length === 0 || isWhole(named) || named?.kind === 'dependency') return false;
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
  const { says } = voter;
  return namesSaid(evidences).some((name) => name.length > 3 && hasWord(says, name));
}

function hasWord(text: string, word: string): boolean {
  const at = text.indexOf(word);
  if (at < 0) return false;
  return !/[a-z0-9]/.test(text.charAt(at - 1)) && !/[a-z0-9]/.test(text.charAt(at + word.length));
}

/** Where members of a young storm cannot reach something and do not say what, one that does names it. */
function namesWhatIsCutOff({ service, breakoutAt, evidence: { named } }: Voter, storm: StormView): boolean {
  if (named?.kind !== 'host' && named?.kind !== 'dependency') return false;
  return breakoutAt - storm.since <= youngMs && storm.services.has(service);
}

/** Whether most that a storm's members say is that they cannot reach something, and not what. */
export function isCutOff({ evidences }: StormView): boolean {
  return evidences.filter(({ unreachable }) => unreachable).length * 2 > evidences.length;
}

function sameTrace(voter: Voter, storm: StormView): boolean {
  const { named } = voter.evidence;
  if (named !== null && named.kind !== 'host') return false;
  const { traceIds } = storm;
  for (const id of voter.traces) if (traceIds.has(id)) return true;
  return false;
}

/** New in the very release, or the same code or template, that made the storm. */
function sharesWeakCause(voter: Voter, { cause: { kind, key } }: StormView): boolean {
  const { named, unreachable, weak } = voter.evidence;
  if (named !== null) return false;
  if (kind === 'release') return !unreachable && blames(voter, key);
  return weak.some((cause) => cause.key === key);
}

/** What is about one service says nothing of another. */
function isWeak({ cause: { kind } }: StormView): boolean {
  return kind === 'release' || kind === 'code' || kind === 'template';
}

/** Two members of a storm that names nothing say the same as it does: one change breaks several services under several releases. */
function sharesWording(voter: Voter, storm: StormView): boolean {
  const { named, weak } = voter.evidence;
  if (named !== null) return false;
  const { wordings } = storm;
  const same = weak.some(({ kind, key }) => kind !== 'service' && (wordings.get(key) ?? 0) >= 2);
  return same && (storm.cause.kind !== 'release' || voter.release !== null);
}

function repeatsItself({ cause, repeatsWording }: StormView): boolean {
  return repeatsWording && !isNamed(cause);
}

function inStruckService(voter: Voter, storm: StormView, now: number): boolean {
  if (!isNameless(voter)) return false;
  if (!voter.evidence.unreachable && voter.breakoutAt - storm.since > consequenceMs) return false;
  const seenAt = storm.lastSeenByService.get(voter.service);
  return seenAt !== undefined && Math.abs(now - seenAt) < struckMs;
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
  if (!isNameless(voter) || Math.abs(now - storm.lastBreakoutAt) >= struckMs) return false;
  return namesSaid(storm.evidences).includes(nameOfService(voter.service));
}

/** Names no cause, but is more than a single odd error: it cannot reach something, or it is loud. */
function isNameless(voter: Voter): boolean {
  return voter.evidence.named === null && (voter.evidence.unreachable || voter.loud);
}

/** Whether a cause names what failed, and is not merely a pattern. */
export function isNamed(cause: Cause): boolean {
  return isWhole(cause) || cause.kind === 'dependency' || cause.kind === 'host';
}

function saysNames({ evidences }: StormView): boolean {
  return namesSaid(evidences).length > 0;
}

const said = new WeakMap<readonly Evidence[], readonly string[]>();

/** All names in a storm's evidence, worked out once for as long as its members say nothing else: most without a name say none. */
function namesSaid(evidences: readonly Evidence[]): readonly string[] {
  const known = said.get(evidences);
  if (known !== undefined) return known;
  const names = [...new Set(evidences.flatMap((evidence) => evidence.names))];
  said.set(evidences, names);
  return names;
}

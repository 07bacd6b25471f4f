import type { Cause, Evidence } from '../../domain/cause.ts';
import type { JoiningRule } from '../../domain/decision/belonging.ts';
import type { StormView, Voter } from '../state/heard.ts';
import { isCutOff, isNamed } from './joining-rules.ts';
import { isAddress, isPrivateAddress } from '../evidence/addresses.ts';
import { sameFamily } from '../evidence/engines.ts';
import { nameOfService, vendorIn } from '../evidence/host-names.ts';
import { networkCause } from '../evidence/no-route.ts';
import { areOneNetwork } from './network.ts';
import { fitsAny } from './same-dependency.ts';
import { began, leastApart, relationToSurge, servicesOf } from './surge/relation.ts';
import type { Finding } from './vote.ts';
import { besideMs, youngMs } from './young.ts';

/** The storm that a finding joins instead of opening its own, by which rule, and how that storm is called from now on. */
export interface Joining {
  readonly root: string;
  readonly rule: JoiningRule;
  readonly cause: Cause;
}

/** A storm is still the same trouble as a finding while it grew within this many ms. */
const freshMs = 180_000;
/** What a storm brings with it breaks out with it: what begins so long after it was recognised may be another trouble, in ms. */
export const apartMs = 5_000;
/** A release that breaks something does so within this many ms. */
const peaceMs = 180_000;

/**
 * No second page for one outage: a named cause takes over a weak storm that shares half of its services, a weak
 * finding joins a named storm likewise, and a finding about a host joins the storm that struck this very host.
 * @param voters Those that voted, the finding's members among them.
 */
export function joinInstead(
  finding: Finding,
  voters: readonly Voter[],
  storms: readonly StormView[],
  now: number,
): Joining | null {
  const members = voters.filter((voter) => finding.issues.includes(voter.issue));
  const services = servicesOf(members);
  const fresh = storms.filter((storm) => Math.abs(now - storm.lastBreakoutAt) <= freshMs);
  for (const storm of [...fresh].sort((a, b) => overlap(b, services) - overlap(a, services))) {
    const toSurge = relationToSurge(finding.cause, members, voters, storm);
    if (toSurge === 'another') continue;
    if (toSurge === 'part')
      return { root: storm.root, rule: { code: 'broke-out-with-surge' }, cause: storm.cause };
    if (areOneNetwork(finding.cause, members, storm))
      return { root: storm.root, rule: { code: 'no-route-to-either' }, cause: networkCause };
    const rule =
      toSurge === 'why'
        ? ({ code: 'says-why-surge-began' } as const)
        : ruleFor(finding.cause, members, storm);
    if (rule !== null) return { root: storm.root, rule, cause: strongerOf(storm.cause, finding.cause) };
  }
  return null;
}

function ruleFor(cause: Cause, members: readonly Voter[], storm: StormView): JoiningRule | null {
  if (cause.key === storm.cause.key) return { code: 'same-cause' };
  if (isOfOneEngine(cause, members, storm)) return { code: 'drivers-of-one-engine' };
  if (isToldByAddress(cause, members, storm)) return { code: 'cut-off-as-others' };
  const services = servicesOf(members);
  const half = overlap(storm, services) * 2;
  if (isNamed(cause) && !isNamed(storm.cause)) {
    if (half > 0 && isCutOff(storm) && began(members) - storm.since <= youngMs)
      return { code: 'names-for-others' };
    // New code that failed in a few services is not taken over by a wide outage that happens to strike them as well.
    if (storm.cause.kind === 'release' && half < services.size) return null;
    return half >= storm.services.size ? { code: 'half-name-a-cause' } : null;
  }
  // What a surge brought together is told apart again by the releases that it blames.
  if (cause.kind === 'release' && storm.cause.kind === 'release')
    if (members.every(({ partOf }) => partOf === storm.root)) return null;
  if (cause.kind === 'surge' && standsApart(members, storm)) return null;
  if (beganTogether(cause, members, storm) && areOneByTime(cause, storm.cause, half > 0))
    return { code: 'began-together' };
  // New code that fails in its own way stays a trouble of its own, beside a named cause; a mere pattern it explains.
  if (cause.kind === 'release' && isNamed(storm.cause)) {
    if (isSame(services, storm.services)) return { code: 'same-services' };
    return ranInPeace(members, storm) ? { code: 'release-ran-in-peace' } : null;
  }
  if (!isNamed(cause)) {
    if (isCutOffBeside(members, storm)) return { code: 'cut-off-as-others' };
    return half >= services.size ? { code: 'half-are-part' } : null;
  }
  if (cause.kind === 'host' && namesAny(members, storm.services)) return { code: 'calls-member' };
  if (storm.cause.kind === 'host' && isAbout(storm, services)) return { code: 'others-cannot-reach-this' };
  return null;
}

/**
 * Two storms that began in one minute are one trouble that is told in two ways, where one of them says nothing of what
 * it is about. An identifier that several services share is more than a pattern, and stays what it is beside anything
 * but a wording that speaks of it or struck one of these services, which most often tells of the same mistake; a
 * release beside a release is another one.
 * @param meet Whether both struck one service.
 */
function areOneByTime(found: Cause, storm: Cause, meet: boolean): boolean {
  const vague = ({ kind }: Cause): boolean => kind === 'template' || kind === 'service';
  if (found.kind === 'surge') return true;
  if (storm.kind === 'surge') return vague(found) || found.kind === 'release';
  if (found.kind === 'release') return false;
  if (found.kind === 'code' || storm.kind === 'code')
    return (meet || speaksOf(storm, found) || speaksOf(found, storm)) && [found, storm].some(isWording);
  return vague(found) && vague(storm);
}

/**
 * Whether what broke out stands apart from a storm whose cause is named: all of it began well after that was recognised,
 * none of it in a service that the storm struck, and it strikes half as many services. What a storm brings with it
 * begins with it.
 */
export function standsApart(
  members: readonly Pick<Voter, 'service' | 'breakoutAt'>[],
  { cause, since, services }: StormView,
): boolean {
  if (!isNamed(cause)) return false;
  const own = new Set(members.map(({ service }) => service));
  if (own.size < leastApart || own.size * 2 < services.size) return false;
  return members.every(({ service, breakoutAt }) => breakoutAt - since >= apartMs && !services.has(service));
}

/** Whether those that share nothing but that they cannot reach something began beside a storm about what cannot be reached. */
function isCutOffBeside(members: readonly Voter[], { cause, since }: StormView): boolean {
  if (cause.kind !== 'host' && cause.kind !== 'dependency') return false;
  if (Math.abs(began(members) - since) > besideMs) return false;
  return members.every(({ evidence }) => evidence.unreachable);
}

/**
 * Whether a host that cannot be reached is told by its name on one side and by its address alone on the other, since one
 * minute: an address contradicts no name, unless it is inside and the name a vendor's. Another name does, and another address.
 */
function isToldByAddress(
  found: Cause,
  members: readonly Voter[],
  { cause, since, evidences }: StormView,
): boolean {
  if (found.kind !== 'host' || cause.kind !== 'host' || isByAddress(found) === isByAddress(cause))
    return false;
  if (Math.abs(began(members) - since) > besideMs) return false;
  const ours = members.flatMap(({ evidence }) => evidence.names);
  const theirs = evidences.flatMap(({ names }) => names);
  const both = [...ours, ...theirs];
  if (both.some(isPrivateAddress) && both.some((name) => vendorIn(name) !== null)) return false;
  return [isAddress, isNoAddress].every((kind) => fitsAny(ours.filter(kind), theirs.filter(kind)));
}

/** Whether a release had long been seen without trouble when a storm began in whose first minutes it fails: then it is not what broke. */
function ranInPeace(members: readonly Voter[], { firstBreakoutAt, since }: StormView): boolean {
  if (began(members) < firstBreakoutAt || began(members) - since > youngMs) return false;
  return members.every(({ releasedAt }) => releasedAt !== null && firstBreakoutAt - releasedAt >= peaceMs);
}

/** A mode that most tell by the driver of one engine is that engine's trouble: its cluster is full, its users are refused. */
function isOfOneEngine(found: Cause, members: readonly Voter[], storm: StormView): boolean {
  const said = members.map(({ evidence }) => evidence);
  if (found.kind === 'mode' && storm.cause.kind === 'dependency') return isToldBy(said, storm.evidences);
  return found.kind === 'dependency' && storm.cause.kind === 'mode' && isToldBy(storm.evidences, said);
}

function isToldBy(modes: readonly Evidence[], engines: readonly Evidence[]): boolean {
  const families = engines.map(({ family }) => family).filter((family) => family !== null);
  const told = modes.filter(({ driver }) =>
    families.some((one) => driver !== undefined && sameFamily(one, driver)),
  );
  return told.length * 2 > modes.length;
}

function isWording({ kind }: Cause): boolean {
  return kind === 'template';
}

/** Whether a wording holds every part of an identifier: `tz_offset` of `tenants` is `tenants.tz_offset`. */
function speaksOf(wording: Cause, { kind, key }: Cause): boolean {
  if (!isWording(wording) || kind !== 'code') return false;
  const said = wording.key.toLowerCase();
  return key
    .slice('code:'.length)
    .split('_')
    .every((part) => said.includes(part));
}

function isSame(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  return some.size === others.size && [...some].every((one) => others.has(one));
}

/**
 * Whether what was found late began before a storm was recognised, or in its minute: what creeps is recognised late. A surge
 * that does not stand apart also belongs to a storm that still grew when it began.
 */
function beganTogether(
  { kind }: Cause,
  members: readonly Voter[],
  { since, firstBreakoutAt, lastBreakoutAt }: StormView,
): boolean {
  const at = began(members);
  const until = kind === 'surge' ? Math.max(since, lastBreakoutAt) : since;
  return at - until <= youngMs && Math.min(since, firstBreakoutAt) - at <= youngMs;
}

function overlap(storm: StormView, services: ReadonlySet<string>): number {
  let shared = 0;
  for (const service of services) if (storm.services.has(service)) shared += 1;
  return shared;
}

/** Whether most members of a host finding name a service that the storm struck. */
function namesAny(members: readonly Voter[], services: ReadonlySet<string>): boolean {
  const struck = new Set([...services].map(nameOfService));
  const naming = members.filter((voter) => voter.evidence.names.some((name) => struck.has(name)));
  return naming.length * 2 > members.length;
}

/** Whether a host storm is about one of these services: they now say why it cannot be reached. */
function isAbout(storm: StormView, services: ReadonlySet<string>): boolean {
  const names = new Set([...services].map(nameOfService));
  return storm.cause.kind === 'host' && names.has(storm.cause.key.slice('host:'.length));
}

function strongerOf(before: Cause, found: Cause): Cause {
  return strength(found) > strength(before) ? found : before;
}

function isByAddress({ key }: Cause): boolean {
  return isAddress(key.slice('host:'.length));
}

function isNoAddress(name: string): boolean {
  return !isAddress(name);
}

/** What says more about why: that a host could not be reached says less than why it could not. */
function strength(cause: Cause): number {
  if (cause.kind === 'rule') return 4;
  if (cause.kind === 'mode' || cause.kind === 'dependency') return 3;
  if (cause.kind === 'host') return isByAddress(cause) ? 1.5 : 2;
  if (cause.kind === 'surge') return -1;
  return cause.kind === 'release' ? 1 : 0;
}

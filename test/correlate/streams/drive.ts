import type { Alert } from '../../../src/domain/alert.ts';
import type { Evidence } from '../../../src/domain/cause.ts';
import { isLoud } from '../../../src/domain/issue.ts';
import { defaultPolicy, type Policy } from '../../../src/domain/policy.ts';
import { adopt, type Adoption, type StormView } from '../../../src/correlate/adopt.ts';
import { evidenceOf } from '../../../src/correlate/evidence.ts';
import { countBreakout, usualInWindow } from '../../../src/correlate/usual.ts';
import { joinInstead } from '../../../src/correlate/takeover.ts';
import { causeKeysOf, recognise, type Voter } from '../../../src/correlate/vote.ts';
import type { Cause } from '../../../src/domain/cause.ts';
import type { Baseline } from '../../../src/domain/baseline.ts';
import type { Labelled } from './stream.ts';

/** An issue as the driver follows it. */
interface Member {
  readonly key: string;
  readonly service: string;
  readonly evidence: Evidence;
  readonly release: string | null;
  readonly firstAt: number;
  breakoutAt: number;
  lastAt: number;
  recent: number[];
  inStorm: string | null;
  soft: boolean;
  joinedAt: number;
  rule: string;
}

interface Storm {
  readonly root: string;
  cause: Cause;
  readonly since: number;
}

/** What became of a stream: the cluster of every alert, and the storms with their members by the rule that brought them. */
export interface Driven {
  readonly clusters: readonly string[];
  readonly storms: ReadonlyMap<
    string,
    { readonly cause: Cause; readonly since: number; readonly rules: ReadonlyMap<string, string> }
  >;
}

/** A failure adopted later than this after its breakout was shown by itself, and stays where it is. */
const groupWaitMs = 1_000;

interface Run {
  readonly policy: Policy['storm'];
  readonly members: Map<string, Member>;
  readonly storms: Map<string, Storm>;
  readonly baselines: Map<string, Baseline>;
  readonly releases: Map<string, { firstAt: number; older: boolean }>;
  now: number;
}

/** Feeds a stream through evidence, adoption, recognition and takeover, as DESIGN section 3 tells the brain to. */
export function drive(stream: readonly Labelled[], policy: Policy['storm'] = defaultPolicy.storm): Driven {
  const run: Run = {
    policy,
    members: new Map(),
    storms: new Map(),
    baselines: new Map(),
    releases: new Map(),
    now: 0,
  };
  for (const { at, alert } of stream) {
    run.now = at;
    noteRelease(run, alert.service, alert.release);
    const known = run.members.get(alert.issueKey);
    const member = known ?? newMember(run, alert);
    touch(run, member, known === undefined);
  }
  return { clusters: stream.map(({ alert }) => clusterOf(run, alert.issueKey)), storms: summary(run) };
}

function newMember(run: Run, alert: Alert): Member {
  const member: Member = {
    key: alert.issueKey,
    service: alert.service,
    evidence: evidenceOf(alert),
    release: alert.release,
    firstAt: run.now,
    breakoutAt: run.now,
    lastAt: run.now,
    recent: [],
    inStorm: null,
    soft: false,
    joinedAt: 0,
    rule: '',
  };
  run.members.set(alert.issueKey, member);
  return member;
}

function touch(run: Run, member: Member, fresh: boolean): void {
  const breakout = fresh || run.now - member.lastAt >= run.policy.quietMs;
  const wasLoud = isLoud(member, run.now, run.policy.windowMs);
  member.lastAt = run.now;
  member.recent = [...member.recent, run.now].slice(-3);
  if (breakout) member.breakoutAt = run.now;
  if (breakout || (!wasLoud && isLoud(member, run.now, run.policy.windowMs))) watch(run, member);
  if (breakout && member.inStorm === null) noteBreakout(run, member);
}

function watch(run: Run, member: Member): void {
  if (isSettled(run, member)) return;
  const storms = viewsOf(run).filter((storm) => storm.root !== member.key);
  const match = adopt(voterOf(run, member), storms, run.now, run.policy);
  if (match !== null && !match.soft) {
    join(run, member, match);
    recruit(run);
    return;
  }
  if (open(run, member, storms)) {
    recruit(run);
    return;
  }
  if (match === null || member.inStorm !== null) return;
  join(run, member, match);
  recruit(run);
}

function isSettled(run: Run, member: Member): boolean {
  if (member.inStorm === null) return false;
  const shown = member.joinedAt - member.breakoutAt >= groupWaitMs;
  return !member.soft || shown || run.now - member.joinedAt > run.policy.softMs;
}

function candidates(run: Run): readonly Member[] {
  const from = run.now - run.policy.windowMs;
  return [...run.members.values()].filter((member) => member.breakoutAt >= from && !isSettled(run, member));
}

function open(run: Run, newest: Member, storms: readonly StormView[]): boolean {
  if (run.now - newest.breakoutAt > run.policy.windowMs) return false;
  const voter = voterOf(run, newest);
  const others = candidates(run).filter((member) => member !== newest);
  const voters = others.map((member) => voterOf(run, member));
  const finding = recognise(voter, voters, run.policy, (key) =>
    usualInWindow(run.baselines.get(key) ?? null, run.now, run.policy),
  );
  if (finding === null) return false;
  const members = finding.issues.map((key) => run.members.get(key)!).sort((a, b) => a.firstAt - b.firstAt);
  const joining = joinInstead(finding, [voter, ...voters], storms, run.now);
  const root = joining?.root ?? members[0]!.key;
  const storm = run.storms.get(root);
  if (storm === undefined) run.storms.set(root, { root, cause: finding.cause, since: run.now });
  else if (joining !== null) storm.cause = joining.cause;
  for (const member of members) join(run, member, { root, rule: joining?.rule ?? 'opened', soft: false });
  return true;
}

function join(run: Run, member: Member, adoption: Adoption): void {
  Object.assign(member, {
    inStorm: adoption.root,
    soft: adoption.soft,
    joinedAt: run.now,
    rule: adoption.rule,
  });
}

function recruit(run: Run): void {
  for (let joined = true; joined;) {
    joined = false;
    const storms = viewsOf(run);
    for (const member of candidates(run)) {
      const match = adopt(voterOf(run, member), storms, run.now, run.policy);
      if (match === null || member.inStorm === match.root || (match.soft && member.inStorm !== null))
        continue;
      join(run, member, match);
      joined = true;
    }
  }
}

function voterOf(run: Run, member: Member): Voter {
  const from = run.now - run.policy.windowMs;
  return {
    issue: member.key,
    service: member.service,
    evidence: member.evidence,
    release: releaseCause(run, member),
    breakoutAt: member.breakoutAt,
    loud: isLoud(member, run.now, run.policy.windowMs),
    alerts: member.recent.filter((at) => at >= from).length,
    isNew: run.now - member.firstAt <= run.policy.windowMs,
  };
}

function noteRelease(run: Run, service: string, release: string | null): void {
  if (release === null || run.releases.has(release)) return;
  const older = [...run.releases.keys()].some((known) => known.startsWith(`${service}@`));
  run.releases.set(release, { firstAt: run.now, older });
}

function releaseCause(run: Run, member: Member): Cause | null {
  const release = member.release === null ? undefined : run.releases.get(member.release);
  if (member.release === null || release === undefined || !release.older) return null;
  if (run.now - release.firstAt > run.policy.releaseAgeMs) return null;
  return { kind: 'release', key: `release:${member.release}`, title: `release ${member.release}` };
}

function noteBreakout(run: Run, member: Member): void {
  for (const key of causeKeysOf(voterOf(run, member))) {
    const before = run.baselines.get(key) ?? null;
    run.baselines.set(
      key,
      countBreakout(before, { key, service: member.service }, run.now, run.policy.baselineHalfLifeMs),
    );
  }
}

function viewsOf(run: Run): readonly StormView[] {
  const views = [...run.storms.values()].map((storm) => viewOf(run, storm));
  return views.filter(
    (view) => Math.max(...view.lastSeenByService.values()) >= run.now - run.policy.activeMs,
  );
}

function viewOf(run: Run, storm: Storm): StormView {
  const members = [...run.members.values()].filter((member) => member.inStorm === storm.root);
  const lastSeenByService = new Map<string, number>();
  for (const { service, lastAt } of members) {
    lastSeenByService.set(service, Math.max(lastAt, lastSeenByService.get(service) ?? 0));
  }
  return {
    root: storm.root,
    cause: storm.cause,
    evidences: members.map((member) => member.evidence),
    services: new Set(lastSeenByService.keys()),
    since: storm.since,
    lastBreakoutAt: Math.max(0, ...members.map((member) => member.breakoutAt)),
    lastSeenByService,
    traceIds: new Set(members.map((member) => member.evidence.traceId).filter((trace) => trace !== null)),
  };
}

function clusterOf(run: Run, key: string): string {
  return run.members.get(key)?.inStorm ?? key;
}

function summary(run: Run): Driven['storms'] {
  return new Map(
    [...run.storms.values()].map((storm) => {
      const members = [...run.members.values()].filter((member) => member.inStorm === storm.root);
      const rules = new Map(members.map((member) => [member.key, member.rule]));
      return [storm.root, { cause: storm.cause, since: storm.since, rules }];
    }),
  );
}

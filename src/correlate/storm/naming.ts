import type { Cause } from '../../domain/cause.ts';
import type { Incident } from '../../domain/incident.ts';
import { isNamed } from './joining-rules.ts';
import type { Draft } from '../state/draft.ts';
import { areManyTargets, networkCause } from '../evidence/no-route.ts';
import { sharedCause } from '../evidence/shared-cause.ts';
import { attach } from './membership.ts';
import { beganWithNetwork, isNetwork } from './network.ts';
import { activeStorms } from './storm-view.ts';
import { explains } from './surge/relation.ts';
import type { Voter } from '../state/heard.ts';
import { commonCause } from './vote.ts';
import { asPartOf, voterOf } from './voter.ts';

/** A single voice names no storm. */
const leastNaming = 2;

/** What most of a surge's members that name anything name is what it is about: that they belong together is proven. */
export function nameSurge(draft: Draft, id: string): void {
  const root = draft.incident(id);
  if (root?.storm == null || isNamed(root.storm.cause) || root.storm.cause.kind === 'release') return;
  const members = [root, ...draft.childrenOf(id)].flatMap(({ issues }) => issues);
  const issues = members.map((key) => draft.issue(key)).filter((issue) => issue !== null);
  if (issues.filter(({ evidence }) => evidence.named !== null).length < leastNaming) return;
  const voters = issues.map((issue) => asPartOf(draft, issue, id));
  if (areManyTargets(issues.map(({ evidence }) => evidence))) {
    rename(draft, root, networkCause);
    return;
  }
  const naming = voters.filter(({ evidence }) => evidence.named !== null);
  const [best] = naming
    .flatMap((voter) => {
      const { named } = voter.evidence;
      return named === null ? [] : [{ named, kin: kinOf(voter, naming) }];
    })
    .sort((a, b) => b.kin.length - a.kin.length);
  if (best === undefined || best.kin.length < leastNaming || best.kin.length * 2 <= naming.length) return;
  if (!explains(best.kin, voters, { root: id })) return;
  rename(draft, root, commonCause(best.named, best.kin));
}

/** A release is blamed for what is new in it: what is new in another one may still be another trouble. */
function blamesAnother(draft: Draft, key: string, { key: blamed }: Cause): boolean {
  const issue = draft.issue(key);
  const release = issue === null ? null : voterOf(draft, issue).release;
  return release !== null && release.key !== blamed;
}

function kinOf(voter: Voter, voters: readonly Voter[]): readonly Voter[] {
  return voters.filter(({ evidence }) => sharedCause(voter.evidence, evidence) !== null);
}

/** A storm whose cause has become known keeps its page; what named nothing is now part of what has a name. */
export function rename(draft: Draft, root: Incident, cause: Cause): void {
  if (root.storm === null || root.storm.cause.key === cause.key) return;
  const wasSurge = root.storm.cause.kind === 'surge';
  const storm = { ...root.storm, cause };
  draft.change(root.id, (row) => ({ ...row, storm }));
  draft.tell(root.id, 'storm', { code: 'cause-known', title: cause.title }, 'thread');
  if (isNetwork(cause)) gatherBehindNetwork(draft, root);
  if (wasSurge) for (const child of draft.childrenOf(root.id)) settle(draft, cause, child);
}

/**
 * What a storm of its own, and a page, was opened for in the minute in which the network failed was its consequence: it goes
 * on as part of it, unless somebody has it in hand.
 */
export function gatherBehindNetwork(draft: Draft, { id, environmentClass }: Incident): void {
  const since = draft.incident(id)?.storm?.since;
  if (since === undefined) return;
  for (const storm of activeStorms(draft, environmentClass)) {
    const other = draft.incident(storm.root);
    if (storm.root === id || other?.status !== 'open' || !beganWithNetwork(storm, since)) continue;
    attach(draft, other, {
      root: id,
      rule: { code: 'behind-the-network' },
      soft: false,
    });
  }
}

/** What broke out in a surge and names nothing else belongs to whatever it turned out to be. */
function settle(draft: Draft, cause: Cause, { id, adoption, issues }: Incident): void {
  if (adoption === null || adoption.soft || adoption.company !== true) return;
  if (issues.some((key) => draft.issue(key)?.evidence.named !== null)) return;
  if (cause.kind === 'release' && issues.some((key) => blamesAnother(draft, key, cause))) return;
  draft.change(id, (row) => ({ ...row, adoption: { ...adoption, company: false } }));
}

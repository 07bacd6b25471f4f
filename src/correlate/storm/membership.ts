import type { Cause } from '../../domain/cause.ts';
import type { Because } from '../../domain/decision/belonging.ts';
import { adoptedBy, isGuest, nameOf, type Incident } from '../../domain/incident.ts';
import { spokenSince } from '../../domain/issue.ts';
import type { Adoption } from './adopt.ts';
import { isSetByHand, mayJoin } from '../incident/apart.ts';
import { handOn } from '../incident/handed-on.ts';
import { withLastAlert } from '../state/told-late.ts';
import type { Draft } from '../state/draft.ts';
import { forgetBursts } from './noting.ts';

/** So long after it joined, whoever merely broke out together with a storm is looked at again, in ms. */
const lookBackMs = 90_000;
/** Without an alert for so long a member is silent, in ms. */
const silentMs = 60_000;
/** So few occurrences are what any error does by chance. */
const seldom = 4;

/** How an incident becomes part of a storm. */
export type Attachment = Pick<Adoption, 'root' | 'rule' | 'soft'> & {
  readonly company?: boolean;
  /** The rule with what both sides said; absent where nobody has it at hand. */
  readonly because?: Because;
};

/**
 * Whether an incident may (still) be taken by a storm: it is alone, a guest, or it only broke out together with the
 * storm that it is part of.
 */
export function mayMove(incident: Incident): boolean {
  if (incident.storm !== null || isSetByHand(incident)) return false;
  return incident.parent === null || isLoose(incident.adoption);
}

/** Whether an incident's issues may (still) vote for a cause: those of a surge say what it is about. */
export function mayVote(incident: Incident): boolean {
  if (isSetByHand(incident)) return false;
  return incident.storm?.cause.kind === 'surge' || mayMove(incident);
}

/** What meets a paging rule by itself is a trouble of its own: adopted on a guess, it would wake nobody. */
export function mayBeGuest({ parent, pageReason }: Incident): boolean {
  return parent === null && pageReason === null;
}

/**
 * Whoever acknowledged a storm knows what it is about, and of nothing else. What meets a paging rule by itself would be
 * part of it without a word: for that, a version, a code or a wording in common is too little.
 */
export function wouldWakeNobody(
  draft: Draft,
  incident: Incident,
  { root, rule }: Pick<Adoption, 'root' | 'rule'>,
): boolean {
  const weak = rule.code === 'shares-what-it-is-about' || rule.code === 'same-wording';
  return weak && !mayBeGuest(incident) && draft.incident(root)?.status === 'acknowledged';
}

/** How firmly a cause ties its members: who merely broke out together may still be told apart by what they say later. */
export function tieOf({ kind }: Cause): Required<Pick<Attachment, 'soft' | 'company'>> {
  return { soft: false, company: kind === 'surge' };
}

function isLoose(adoption: Incident['adoption']): boolean {
  return adoption !== null && (adoption.soft || adoption.company === true);
}

/** Makes an incident a child. Its own children, if it had any, move along: children have no children. */
export function attach(draft: Draft, incident: Incident, to: Attachment): void {
  const root = draft.incident(to.root);
  if (root === null || incident.id === root.id || !mayJoin(incident, root)) return;
  if (incident.parent === root.id && !isBetter(to, incident.adoption)) return;
  if (incident.parent === null && incident.storm === null) forgetBursts(draft, incident);
  for (const child of draft.childrenOf(incident.id))
    draft.change(child.id, (row) => ({ ...row, parent: root.id }));
  const { soft, rule } = to;
  const adoption = {
    at: draft.now,
    soft,
    ...adoptedBy(rule),
    ...(to.company === true ? { company: true } : {}),
  };
  draft.change(incident.id, (row) => ({ ...row, parent: root.id, storm: null, adoption }));
  draft.dropTimer(`quiet:${incident.id}`);
  handOn(draft, incident);
  if (to.company === true && !soft)
    draft.putTimer({
      id: `look-back:${incident.id}`,
      kind: 'look-back',
      subject: incident.id,
      due: draft.now + lookBackMs,
    });
  if (incident.parent !== null) draft.touch(incident.parent);
  draft.change(root.id, (row) => ({
    ...row,
    pageReason: row.pageReason ?? incident.pageReason,
    // A guest wakes no storm.
    ...(soft ? {} : { ...withLastAlert(draft, row), quietSince: null }),
  }));
  if (incident.parent === root.id) return;
  const names = incident.services.map((service) => service.name).join(', ');
  const why = to.because ?? { rule, own: null, storm: null };
  draft.tell(root.id, 'joined', { code: 'joined', who: names === '' ? nameOf(incident) : names, why });
  draft.tell(incident.id, 'joined', { code: 'part-of', root: root.id, why });
}

/**
 * Whoever merely broke out together with a storm has to go on with it: silent again at once while most of the others
 * fire, it was there by chance, and becomes a guest. So it is none of the storm's services, and never holds it open.
 */
export function lookBack(draft: Draft, id: string): void {
  const incident = draft.incident(id);
  const adoption = incident?.adoption;
  if (incident?.parent == null || adoption?.company !== true || adoption.soft || isSetByHand(incident))
    return;
  if (incident.status === 'resolved' || !isSilent(draft, incident) || !spokeSeldom(draft, incident)) return;
  const others = draft.childrenOf(incident.parent).filter((child) => child.id !== id && !isGuest(child));
  const root = draft.incident(incident.parent);
  const firm = root === null ? others : [root, ...others];
  if (firm.filter((member) => !isSilent(draft, member)).length * 2 < firm.length) return;
  const rule = { code: 'silent-again-at-once' } as const;
  draft.change(id, (row) => ({ ...row, adoption: { ...adoption, ...adoptedBy(rule), soft: true } }));
  draft.touch(incident.parent);
  draft.tell(incident.parent, 'joined', { code: 'listed-apart', title: incident.title, rule });
}

function isSilent(draft: Draft, { lastAlertAt }: Incident): boolean {
  return draft.now - lastAlertAt >= silentMs;
}

function spokeSeldom(draft: Draft, { issues }: Incident): boolean {
  return issues.every((key) => {
    const issue = draft.issue(key);
    return issue === null || spokenSince(issue) <= seldom;
  });
}

/** Whether an adoption ties more firmly than the one before. */
function isBetter(to: Attachment, before: Incident['adoption']): boolean {
  return before !== null && isLoose(before) && !to.soft && to.company !== true;
}

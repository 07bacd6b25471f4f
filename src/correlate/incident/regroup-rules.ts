import { drillOf } from '../../domain/environment.ts';
import type { Incident } from '../../domain/incident.ts';

/** Why a person's split or merge is refused. */
export type Refusal =
  | { readonly code: 'resolved' | 'drill' | 'collector'; readonly incident: string }
  | { readonly code: 'alone'; readonly incident: string; readonly issues: number }
  | { readonly code: 'itself'; readonly incident: string }
  | { readonly code: 'already-part' | 'holds-it'; readonly child: string; readonly root: string }
  | {
      readonly code: 'other-class';
      readonly incident: string;
      readonly its: string;
      readonly root: string;
      readonly roots: string;
    };

/**
 * Why an incident cannot be split; null when it can: a child leaves its storm, a root that has children lets all of
 * them go.
 * @param children How many children it has.
 */
export function whyNotSplit(incident: Incident, children: number): Refusal | null {
  const unfit = whyUnfit(incident);
  if (unfit !== null) return unfit;
  if (incident.parent !== null || children > 0) return null;
  return { code: 'alone', incident: incident.id, issues: incident.issues.length };
}

/**
 * Why an incident cannot be merged into another; null when it can.
 * @param into The incident that was named, a root or a child.
 * @param root The root of `into`, which is what it becomes part of.
 */
export function whyNotMerge(incident: Incident, into: Incident, root: Incident): Refusal | null {
  if (incident.id === into.id) return { code: 'itself', incident: incident.id };
  const unfit = whyUnfit(incident) ?? whyUnfit(into) ?? whyUnfit(root);
  if (unfit !== null) return unfit;
  if (root.id === incident.id) return { code: 'holds-it', child: into.id, root: root.id };
  // A guest may be merged into its own storm: that makes it a member.
  if (incident.parent === root.id && incident.adoption?.soft !== true)
    return { code: 'already-part', child: incident.id, root: root.id };
  if (incident.environmentClass === root.environmentClass) return null;
  const [its, roots] = [incident.environmentClass, root.environmentClass];
  return { code: 'other-class', incident: incident.id, its, root: root.id, roots };
}

function whyUnfit({ id, kind, status, environmentClass }: Incident): Refusal | null {
  if (drillOf(environmentClass) !== null) return { code: 'drill', incident: id };
  if (kind === 'collector') return { code: 'collector', incident: id };
  return status === 'resolved' ? { code: 'resolved', incident: id } : null;
}

/** A refusal for people: what is in the way, and what to do instead. */
export function refusalSentence(refusal: Refusal): string {
  switch (refusal.code) {
    case 'resolved':
      return `${refusal.incident} is over; what fires again opens a new incident.`;
    case 'drill':
      return `${refusal.incident} is a drill: nothing is broken, and what belongs to it is how the drill is judged.`;
    case 'collector':
      return `${refusal.incident} is the page "Many incidents". Name one of the incidents that share it.`;
    case 'alone':
      return aloneSentence(refusal);
    case 'itself':
      return `${refusal.incident} cannot be merged into itself. Name two incidents.`;
    case 'already-part':
      return `${refusal.child} is part of ${refusal.root} already.`;
    case 'holds-it':
      return `${refusal.child} is part of ${refusal.root} already. To turn it round, split ${refusal.root} first.`;
    case 'other-class':
      return `${refusal.incident} is of ${refusal.its} and ${refusal.root} of ${refusal.roots}: who is woken differs, so they stay apart.`;
  }
}

function aloneSentence({ incident, issues }: Extract<Refusal, { code: 'alone' }>): string {
  const alone = `${incident} is part of no storm and has none of its own, so nothing can be split from it.`;
  const own = issues === 1 ? 'its one issue' : `its ${issues} issues, which read alike`;
  return `${alone} To part ${own}, give them different fingerprints in Sentry, or unmerge them there.`;
}

import type { Policy } from '../../../domain/policy.ts';
import { conditionText } from '../../../domain/routing/page-condition.ts';
import type { NamedReceiver, Route } from '../../../domain/routing/route.ts';

/** What decides whether a receiver is woken. */
interface Pageable extends Pick<NamedReceiver, 'name' | 'pageWhen'> {
  /** Whether it has a key of a pager. */
  readonly hasPager: boolean;
}

/** Whether a receiver is woken, and of what by itself. */
export function pagedWords(
  { name, pageWhen, hasPager }: Pageable,
  root: Route | null,
  { paging }: Pick<Policy, 'paging'>,
): string {
  if (!hasPager) return 'is never paged';
  if (pageWhen?.length !== 0) return `is paged for ${conditionsText(pageWhen, paging)}`;
  return root !== null && isEscalatedTo(root, name) ? 'is paged when others do not answer' : 'is never paged';
}

function isEscalatedTo({ escalate, routes }: Route, name: string): boolean {
  return escalate?.to === name || routes.some((route) => isEscalatedTo(route, name));
}

/** What wakes a receiver by itself; null: it has no rules of its own. */
export function conditionsText(when: NamedReceiver['pageWhen'], paging: Policy['paging']): string {
  if (when !== null) return when.map(conditionText).join(', ');
  const { levels, eventsAMinute, forMinutes } = paging;
  return `level ${levels.join(' or ')}, a critical metric alert, an outage, a storm, ${eventsAMinute} events a minute for ${forMinutes} min`;
}

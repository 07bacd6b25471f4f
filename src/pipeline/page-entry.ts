import type { PageAnswered } from '../deliver/outcome/page-answered.ts';
import type { Delivery } from '../domain/inbox/entry.ts';
import { pageDelivery } from '../ingest/page-report.ts';

/** The inbox delivery that tells the brain what a pager answered to a page; null for what is no page. */
export function pageEntryOf({ row, answer }: PageAnswered, id: string): Delivery | null {
  const { projection, incident, receiver } = row;
  if (projection.surface !== 'page') return null;
  const { generation, receiver: desk } = projection;
  const whose = desk === undefined ? {} : { desk };
  return pageDelivery(
    { incident, generation, ...whose, answer: { receiver, ...answer } },
    `page:${row.id}:${id}`,
  );
}

import { z } from 'zod';
import { oneLine } from '../text.ts';

const longest = 200;

const told = z.object({
  event: z.object({
    data: z.object({
      title: z.string().nullable().catch(null),
      service: z
        .object({ summary: z.string().nullable().catch(null) })
        .nullable()
        .catch(null),
      created_at: z.iso.datetime({ offset: true }).nullable().catch(null),
    }),
  }),
});

/** What a v3 webhook says of its incident, whoever opened it. */
interface IncidentDescription {
  /** Empty: it tells none. */
  readonly title: string;
  readonly service: string | null;
  /** When it began to ring, by the pager's clock, UNIX ms; null: it does not tell. */
  readonly createdAt: number | null;
}

/** Reads how a webhook describes its incident; null when it does not (PagerDuty docs, "Event Data Types: incident"). */
export function descriptionIn(body: string): IncidentDescription | null {
  const read = told.safeParse(JSON.parse(body));
  if (!read.success) return null;
  const { title, service, created_at: created } = read.data.event.data;
  return {
    title: oneLine(title ?? '', longest),
    service: service?.summary == null ? null : oneLine(service.summary, longest),
    createdAt: created === null ? null : Date.parse(created),
  };
}

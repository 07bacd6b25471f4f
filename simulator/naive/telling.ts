import { z } from 'zod';

/** What one webhook becomes: a message, and a trigger where it is an alarm. */
interface Telling {
  readonly text: string;
  readonly trigger: { readonly summary: string; readonly source: string; readonly dedupKey?: string } | null;
}

const text = z.string().catch('');
const thing = z
  .looseObject({
    id: z.coerce.string().optional().catch(undefined),
    issue_id: z.coerce.string().optional().catch(undefined),
    title: text,
    culprit: text,
    web_url: text,
    project: z.looseObject({ slug: text }).catch({ slug: '' }),
  })
  .optional()
  .catch(undefined);
const webhook = z.looseObject({
  action: text,
  data: z
    .looseObject({ issue: thing, event: thing, error: thing, description_title: text, web_url: text })
    .catch({ issue: undefined, event: undefined, error: undefined, description_title: '', web_url: '' }),
});

/** What rings: the rest (a comment, what was resolved) is only told. */
const alarms: ReadonlySet<string> = new Set([
  'issue/created',
  'issue/unresolved',
  'event_alert/triggered',
  'error/created',
  'metric_alert/critical',
]);

/**
 * What a relay without memory makes of a webhook's JSON. An issue's id is its dedup key, as in Sentry's own integration:
 * all that a relay can do for who is on call without remembering anything.
 */
export function tellingOf(resource: string, body: unknown): Telling {
  const { action, data } = webhook.parse(body);
  const { issue, event, error } = data;
  const about = issue ?? event ?? error;
  const title = about?.title || data.description_title || `${resource} ${action}`;
  const source = about?.project.slug || about?.culprit || 'sentry';
  const link = about?.web_url || data.web_url;
  const key = issue?.id ?? about?.issue_id;
  return {
    text: [
      `*${title}*`,
      [resource, action, about?.culprit].filter(Boolean).join(' · '),
      ...(link === '' ? [] : [`<${link}|Open in Sentry>`]),
    ].join('\n'),
    trigger: alarms.has(`${resource}/${action}`)
      ? { summary: title.slice(0, 1024), source, ...(key === undefined ? {} : { dedupKey: key }) }
      : null,
  };
}

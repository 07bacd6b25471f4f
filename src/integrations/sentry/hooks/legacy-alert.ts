import type { Reading } from '../../../seams/source.ts';
import { longestMessage, longestName } from '../event/limits.ts';
import { alertOfEvent } from './event-alert.ts';
import { missing, type Hook } from './hook.ts';
import { linkAt } from '../event/link.ts';
import { issueIdOfAddress, originOf } from './origin.ts';
import { asText, idAt, listAt, objectAt, textAt, valueAt, type JsonObject } from '../event/payload.ts';

/**
 * Reads the flat body of the old webhooks plugin (getsentry/sentry, legacy_webhook/service.py): the issue's id and
 * project on top, the event's data below `event`.
 * @throws Error when no issue id is found.
 */
export function readLegacyBody(hook: Hook): Reading {
  const { body } = hook;
  const issueId = idAt(body, 'id') ?? issueIdOfAddress(textAt(body, 'url', 2_000));
  if (issueId === null) throw missing(hook, 'issue id', 'id and url');
  const alert = alertOfEvent(completeEvent(body), {
    resource: hook.name,
    org: originOf(body, ['url']).org ?? hook.options.fallbackOrg,
    issueId,
    project: textAt(body, 'project_slug', longestName) ?? textAt(body, 'project', longestName),
    link: linkAt(body, ['url'], hook.options.hosts),
    rules: listAt(body, 'triggering_rules')
      .slice(0, 20)
      .flatMap((rule) => asText(rule, longestName) ?? []),
    times: hook.times,
    tags: hook.options.tags,
  });
  return { kind: 'alert', alert };
}

/** The event's data, with what only the body around it says. */
function completeEvent(body: JsonObject): JsonObject {
  const event = objectAt(body, 'event');
  return {
    ...event,
    message: textAt(event, 'message', longestMessage) ?? valueAt(body, 'message'),
    culprit: textAt(event, 'culprit', longestName) ?? valueAt(body, 'culprit'),
    level: valueAt(event, 'level') ?? valueAt(body, 'level'),
  };
}

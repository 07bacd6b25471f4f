import type { Reading } from '../../../seams/source.ts';
import { longestName } from '../event/limits.ts';
import { alertOfEvent } from './event-alert.ts';
import { missing, type Hook } from './hook.ts';
import { linkAt } from '../event/link.ts';
import { issueIdOfAddress, originOf } from './origin.ts';
import {
  asObject,
  idAt,
  listAt,
  objectAt,
  objectsOf,
  textAt,
  valueAt,
  type JsonObject,
} from '../event/payload.ts';

/**
 * Reads `event_alert` (`data.event`, one webhook a matching rule) and `error` (`data.error`, one an event).
 * @throws Error when no issue id is found.
 */
export function readEventHook(hook: Hook): Reading {
  const key = hook.resource === 'error' ? 'error' : 'event';
  const event = asObject(valueAt(hook.data, key));
  if (event === null) throw missing(hook, 'event', `data.${key}`);
  const origin = originOf(event, ['url', 'issue_url', 'web_url']);
  const issueId = issueIdOf(event);
  if (issueId === null) throw missing(hook, 'issue id', `data.${key}.issue_id, .issue_url and .web_url`);
  const rule =
    textAt(hook.data, 'triggered_rule', longestName) ??
    textAt(objectAt(hook.data, 'issue_alert'), 'title', longestName);
  const alert = alertOfEvent(event, {
    resource: hook.name,
    org: origin.org ?? hook.options.fallbackOrg,
    issueId,
    project: origin.project,
    link: linkAt(event, ['web_url'], hook.options.hosts),
    rules: rule === null ? [] : [rule],
    times: hook.times,
    tags: hook.options.tags,
  });
  const settings = settingsOf(hook.data);
  return { kind: 'alert', alert: settings.length === 0 ? alert : { ...alert, settings } };
}

const mostSettings = 20;
const longestSetting = 200;

/**
 * The settings of an alert rule, out of the form that a UI component of the integration shows. Empty where the rule has
 * none, and since Sentry moved it to its workflow engine also where it has some (getsentry/sentry#118042).
 */
function settingsOf(data: JsonObject): readonly (readonly [string, string])[] {
  const listed = objectsOf(listAt(objectAt(data, 'issue_alert'), 'settings')).slice(0, mostSettings);
  return listed.flatMap((one) => {
    const name = textAt(one, 'name', longestName);
    const value = textAt(one, 'value', longestSetting);
    return name === null || value === null ? [] : [[name, value] as const];
  });
}

function issueIdOf(event: JsonObject): string | null {
  return (
    idAt(event, 'issue_id') ??
    issueIdOfAddress(textAt(event, 'issue_url', longestAddress)) ??
    issueIdOfAddress(textAt(event, 'web_url', longestAddress)) ??
    idAt(event, 'groupID')
  );
}

const longestAddress = 2_000;

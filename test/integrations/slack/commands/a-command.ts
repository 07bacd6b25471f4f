import type { Arrival } from '../../../../src/seams/door.ts';
import { arrivalOf } from '../presses/a-press.ts';

/** What Slack tells of a slash command, as docs.slack.dev/interactivity/implementing-slash-commands has it. */
export function fieldsOf(
  text: string,
  over: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  return {
    token: 'gIkuvaNzQIHg97ATvDxqgjtO',
    team_id: 'T0001',
    team_domain: 'example',
    channel_id: 'C2147483705',
    channel_name: 'test',
    user_id: 'U2147483697',
    user_name: 'steve',
    command: '/stormrelay',
    text,
    response_url: 'https://hooks.slack.com/commands/1234/5678',
    trigger_id: '13345224609.738474920.8088930838d88f008e0',
    api_app_id: 'A123456',
    ...over,
  };
}

/** How a command arrives; `by` and `at` sign it otherwise. */
export function spokenArrival(
  fields: Readonly<Record<string, string>>,
  so: { readonly by?: string; readonly at?: number } = {},
): Arrival {
  return arrivalOf(null, { ...so, body: new URLSearchParams(fields).toString() });
}

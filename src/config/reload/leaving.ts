import { pagerDutyCredential } from '../../integrations/pagerduty/receiver.ts';
import { slackCredential } from '../../integrations/slack/receiver.ts';
import { webhookCredential } from '../../integrations/webhook/receiver.ts';
import { hooksOf } from '../policy.ts';
import { pagerDuties, sendersOf } from '../senders.ts';
import type { Settings } from '../settings.ts';
import { workspacesOf } from '../workspaces.ts';

/** Somebody else sends: a credential is new, has other settings, or has left. Without a secret. */
export interface SenderChange {
  readonly code: 'sender';
  readonly credential: string;
  readonly what: 'new' | 'renewed' | 'left';
}

/** As at the start. */
export const nothingLeft = { workspaces: [], hooks: [], pagers: [] };

/** The settings after a reload, with all that has left since the start and may have something open. */
export function withLeft(before: Settings, after: Settings): Settings {
  const { left = nothingLeft } = before;
  const present = new Set(sendersOf(after).map(({ credential }) => credential));
  const gone = {
    workspaces: [...workspacesOf(before).map(({ config }) => config), ...left.workspaces].filter(
      ({ token }) => !present.has(slackCredential(token)),
    ),
    hooks: [...hooksOf(before).map(({ config }) => config), ...left.hooks].filter(
      ({ url }) => !present.has(webhookCredential(url)),
    ),
    pagers: pagerDuties(before).filter(({ routingKey }) => !present.has(pagerDutyCredential(routingKey))),
  };
  const isNone = gone.workspaces.length + gone.hooks.length + gone.pagers.length === 0;
  return isNone ? after : { ...after, left: gone };
}

/** With what else is sent. */
export function senderChanges(before: Settings, after: Settings): readonly SenderChange[] {
  const [was, is] = [saidOf(before), saidOf(after)];
  const change = (credential: string, what: SenderChange['what']): SenderChange => {
    return { code: 'sender', credential, what };
  };
  return [
    ...[...is].flatMap(([credential, said]) => {
      const known = was.get(credential);
      return known === said ? [] : [change(credential, known === undefined ? 'new' : 'renewed')];
    }),
    ...[...was.keys()].filter((credential) => !is.has(credential)).map((one) => change(one, 'left')),
  ];
}

/** Those who get what is new. */
function saidOf(settings: Settings): ReadonlyMap<string, string> {
  const present = sendersOf({ ...settings, pagerdutyOld: [], left: nothingLeft });
  return new Map(present.map(({ credential, said }) => [credential, said]));
}

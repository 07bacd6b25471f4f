import { createCommandDoor, createPressDoor } from '../../src/integrations/slack/door.ts';
import type { Door, DoorHeaders } from '../../src/seams/door.ts';
import { arrivalOf, now, secret } from '../integrations/slack/presses/a-press.ts';

/** The doors of a workspace in which everybody may do everything, and nothing is open. */
export function slackDoors(): {
  readonly presses: Door;
  readonly commands: Door;
  /** Headers of a form; one in four is signed wrongly. */
  readonly signed: (raw: Buffer, odd: number) => DoorHeaders;
} {
  const acts = {
    mayAct: () => Promise.resolve('yes' as const),
    isShown: null,
    tell: () => undefined,
    ask: () => undefined,
    follow: () => undefined,
    desk: {
      now: () => now,
      open: () => Promise.resolve({ listed: [], all: 0 }),
      find: () => Promise.resolve(null),
      pager: true,
      onCall: { whoIsOnCall: () => Promise.resolve({ kind: 'unknown' as const, reason: 'Nobody asks.' }) },
    },
  };
  const verifying = { workspaces: [{ name: null, signingSecrets: [secret], acts }], now: () => now };
  return {
    presses: createPressDoor(verifying),
    commands: createCommandDoor(verifying),
    signed: (raw, odd) => {
      const { headers } = arrivalOf(null, { body: raw.toString('latin1') });
      return odd % 4 === 0
        ? { ...headers, 'x-slack-signature': raw.toString('latin1').slice(0, 70) }
        : arrivalSigned(raw, headers);
    },
  };
}

/** Slack signs bytes, whatever they spell. */
function arrivalSigned(raw: Buffer, headers: DoorHeaders): DoorHeaders {
  const text = raw.toString('utf8');
  return Buffer.from(text).equals(raw) ? arrivalOf(null, { body: text }).headers : headers;
}

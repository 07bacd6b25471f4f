import { setTimeout as delay } from 'node:timers/promises';
import type { Fakes } from '../fakes/start.ts';
import type { PressAnswer, PressSpec } from '../fakes/slack/presses/press-spec.ts';
import { incidentOf, visibleRoots } from '../referee/root-messages.ts';

/** What is pressed in an incident's message, and with how many clicks. */
interface Pressing {
  readonly action: 'acknowledge' | 'room' | 'archive';
  readonly clicks: number;
}

/** Somebody's hand in Slack; null when it was done, else why not. */
export type SlackHand = (incident: string, pressing: Pressing) => Promise<string | null>;

const LOOK_EVERY_REAL_MS = 20;
const LOOKS = 250;

/** The fake Slack of this process, whose messages send what is pressed to a relay. */
export function ownHand(fakes: Fakes, relayUrl: string): SlackHand {
  const url = `${relayUrl}/webhooks/slack/interactions`;
  return async (incident, { action, clicks }) => {
    const message = await messageOf(fakes, incident);
    if (message === undefined) return `Slack shows no message of ${incident}`;
    const { channel, ts } = message;
    return pressed(fakes, { url, channel, ts, action }, clicks);
  };
}

/** The Slack of another process, which nobody here can reach. */
export const noHand: SlackHand = () =>
  Promise.resolve('the Slack behind that relay cannot be pressed from here');

/** What pages is shown a moment later. */
async function messageOf(
  fakes: Fakes,
  incident: string,
): Promise<{ channel: string; ts: string } | undefined> {
  for (let look = 0; look < LOOKS; look += 1) {
    const found = visibleRoots(fakes.observed().slack.messages).find((one) => incidentOf(one) === incident);
    if (found !== undefined) return found;
    await delay(LOOK_EVERY_REAL_MS);
  }
  return undefined;
}

/** Each click is a press of its own; whoever clicks twice sends both before the first is answered. */
async function pressed(fakes: Fakes, spec: PressSpec, clicks: number): Promise<string | null> {
  const presses = Array.from({ length: clicks }, () => fakes.slack.press(spec));
  const answers: readonly PressAnswer[] = (await Promise.all(presses)).flat();
  const refused = answers.find(({ status }) => status !== 200);
  return refused === undefined
    ? null
    : `a press was answered ${refused.status ?? 'by nobody'}: ${refused.body}`;
}

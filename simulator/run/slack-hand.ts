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

/** Where nothing answers, as while a relay starts anew, Slack marks the button with a warning: whoever sees it presses again. */
const PRESS_AGAIN_REAL_MS = 100;
const PRESSES = 50;

async function pressed(fakes: Fakes, spec: PressSpec, clicks: number): Promise<string | null> {
  let answers = await pressOnce(fakes, spec, clicks);
  for (let presses = 1; presses < PRESSES && answers.some(isUnanswered); presses += 1) {
    await delay(PRESS_AGAIN_REAL_MS);
    answers = await pressOnce(fakes, spec, clicks);
  }
  const refused = answers.find(({ status }) => status !== 200);
  return refused === undefined
    ? null
    : `a press was answered ${refused.status ?? 'by nobody'}: ${refused.body}`;
}

function isUnanswered({ status }: PressAnswer): boolean {
  return status === null;
}

/** Each click is a press of its own; whoever clicks twice sends both before the first is answered. */
async function pressOnce(fakes: Fakes, spec: PressSpec, clicks: number): Promise<readonly PressAnswer[]> {
  const presses = Array.from({ length: clicks }, () => fakes.slack.press(spec));
  return (await Promise.all(presses)).flat();
}

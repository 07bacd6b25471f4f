import { z } from 'zod';
import type { Account } from '../../fakes/pagerduty/account.ts';
import { actOn } from '../../fakes/pagerduty/people.ts';
import type { PressAnswer, PressSpec } from '../../fakes/slack/presses/press-spec.ts';
import { breakable, faultOf } from '../show/breaks.ts';
import { onlooker, type Shown } from '../show/look.ts';

/** What acts on the page need. */
export interface Hands {
  readonly account: Account;
  readonly press: (spec: PressSpec) => Promise<readonly PressAnswer[]>;
  /** Whether an app is connected through Socket Mode. */
  readonly socketIsOpen: () => boolean;
  /** Where Sentry's webhooks go, as a URL; null: nowhere. */
  readonly sentryTarget: () => string | null;
  /** The relay as a run named it. */
  readonly relayUrl: () => string | null;
}

/** How many times as fast as planned a storm can be played on the page; 0 is a pause. */
const paces = [0, 1, 2, 4] as const;

/** What an act came to: in words where it could not be done. */
type Done = { readonly done: true } | { readonly done: false; readonly why: string };

const pressRequest = z.strictObject({ channel: z.string(), ts: z.string(), action: z.string() });
const breakRequest = z.strictObject({ what: z.enum(breakable) });
const paceRequest = z.strictObject({ times: z.literal(paces) });
const pageRequest = z.strictObject({ id: z.string(), does: z.enum(['acknowledge', 'resolve']) });

/**
 * Somebody presses a button in Slack.
 * @param asked `{ channel, ts, action }`
 */
export async function pressInSlack(hands: Hands, asked: unknown): Promise<Done> {
  const press = pressRequest.parse(asked);
  const url = requestUrl(hands);
  if (url === undefined) return failed('No relay is known here yet: it is where the fake Sentry sends to.');
  const answers = await hands.press({ ...press, url, user: onlooker }).catch(String);
  if (typeof answers === 'string') return failed(answers);
  const refused = answers.find(({ status }) => status !== 200);
  if (refused === undefined) return { done: true };
  return failed(
    refused.status === null
      ? `The relay did not answer within three seconds.`
      : `The relay answered ${refused.status}.`,
  );
}

/**
 * Somebody who is on call acts at PagerDuty.
 * @param asked `{ id, does }`
 */
export function actOnPhone({ account }: Hands, asked: unknown): Done {
  const { id, does } = pageRequest.parse(asked);
  const incident = account.incidents.find((one) => one.id === id);
  if (incident === undefined) return failed('There is no such incident.');
  const { routingKey, dedupKey } = incident;
  const by = account.webhooks.assigneesOf(incident)[0] ?? account.onCall[0]?.name ?? 'Somebody';
  const taken = actOn(account, incident, { does, routingKey, dedupKey, by, itself: false });
  return taken ? { done: true } : failed(`It is ${incident.status} already.`);
}

/**
 * Somebody breaks a provider for a while: for every relay on the page, in the same way.
 * @param asked `{ what }`
 */
export function breakProvider(
  { clock, faults, beside }: Pick<Shown, 'clock' | 'faults' | 'beside'>,
  asked: unknown,
): Done {
  const fault = faultOf(breakRequest.parse(asked).what, clock.now());
  faults.add(fault);
  beside.current?.strike(fault);
  return { done: true };
}

/**
 * Somebody pauses the storm, or has it come faster: in every half of the page.
 * @param asked `{ times }`
 */
export function turnStorm({ knob }: Pick<Shown, 'knob'>, asked: unknown): Done {
  const { times } = paceRequest.parse(asked);
  if (knob.current === null) return failed('No storm is played.');
  knob.current.turn(times);
  return { done: true };
}

/**
 * The app's Request URL: at the relay that a run named, else at the one to which Sentry sends. Null: through Socket Mode,
 * where the app is connected. Undefined: nothing is known.
 */
function requestUrl({
  socketIsOpen,
  sentryTarget,
  relayUrl,
}: Omit<Hands, 'account' | 'press'>): string | null | undefined {
  if (socketIsOpen()) return null;
  const relay = relayUrl() ?? sentryTarget();
  return relay === null ? undefined : new URL('/webhooks/slack/interactions', relay).href;
}

function failed(why: string): Done {
  return { done: false, why };
}

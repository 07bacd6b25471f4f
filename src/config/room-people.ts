import { addressOfUser, onCallAddresses } from '../integrations/pagerduty/rest/on-call-addresses.ts';
import { slackUserByEmail, type Known } from '../integrations/slack/rooms/people.ts';
import type { Clock } from '../seams/clock.ts';
import type { Log } from '../seams/log.ts';
import type { RoomPeople, RoomPeopleAnswer } from '../seams/room-people.ts';
import type { Settings } from './settings.ts';

interface Deps {
  readonly clock: Clock;
  readonly log: Log;
  readonly policySeen: () => string | null;
}

const laterMs = 15_000;

/** The same by other settings, once they hold. */
export interface RenewableRoomPeople extends RoomPeople {
  renew(settings: Settings): void;
}

/** Knows whoever is on call at PagerDuty, as Slack knows them by their addresses; null: no incident gets a channel of its own. */
export function createRoomPeople(first: Settings, deps: Deps): RenewableRoomPeople | null {
  let people = roomPeopleBy(first, deps);
  if (people === null) return null;
  const present = (): RoomPeople => people ?? answering('No incident gets a channel of its own any more.');
  return {
    onCall: () => present().onCall(),
    one: (who) => present().one(who),
    renew: (settings) => {
      people = roomPeopleBy(settings, deps);
    },
  };
}

function roomPeopleBy({ slack, pagerduty, pagerdutyRest }: Settings, deps: Deps): RoomPeople | null {
  if (slack === null || slack.stormChannels === 'false') return null;
  if (pagerduty === null || pagerdutyRest === null)
    return answering('Who is on call is not asked into its channel: PAGERDUTY_API_TOKEN is not set.');
  const addresses = onCallAddresses(pagerdutyRest, deps);
  const addressOf = addressOfUser(pagerdutyRest, deps.clock);
  const lookUp = slackUserByEmail(slack, deps);
  const answer = async (people: Awaited<ReturnType<typeof addresses>>): Promise<RoomPeopleAnswer> => {
    if (people === null) return { kind: 'untold', waitMs: laterMs };
    const known: (readonly [string, Known])[] = [];
    for (const { name, email } of people)
      known.push([name, email === null ? { kind: 'unknown' } : await lookUp(email)]);
    return answerOf(known);
  };
  return {
    onCall: async () => answer(await addresses()),
    one: async ({ id, name }) => {
      const address = await addressOf(id, name);
      return answer(address === null ? null : [address]);
    },
  };
}

function answering(why: string): RoomPeople {
  const answer = { kind: 'told', people: [], unknown: [], why } as const;
  return { onCall: () => Promise.resolve(answer), one: () => Promise.resolve(answer) };
}

const noScope =
  'Slack does not let this app find people by their e-mail address: give it the scopes users:read and users:read.email, and install it again.';

function answerOf(known: readonly (readonly [string, Known])[]): RoomPeopleAnswer {
  if (known.some(([, { kind }]) => kind === 'later')) return { kind: 'untold', waitMs: laterMs };
  const people = known.flatMap(([name, one]) => (one.kind === 'known' ? [{ user: one.user, name }] : []));
  const unknown = known.flatMap(([name, { kind }]) => (kind === 'known' ? [] : [name]));
  const forbidden = known.some(([, { kind }]) => kind === 'forbidden');
  return { kind: 'told', people, unknown, why: forbidden ? noScope : null };
}

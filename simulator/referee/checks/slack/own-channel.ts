import { z } from 'zod';
import type { SlackMadeChannel } from '../../../observed.ts';
import { isAboutChannel } from '../../../storm/people-plan.ts';
import { defineCheck } from '../../check.ts';
import type { DoneAct, Evidence } from '../../evidence.ts';
import { counted, examples, found, SLACK_UNSEEN } from '../../finding.ts';
import { incidentOfKey } from '../../pages.ts';
import { incidentOf, visibleRoots } from '../../root-messages.ts';

type Slack = NonNullable<Evidence['slack']>;

const keysOf = (acts: readonly DoneAct[], does: DoneAct['does']): ReadonlySet<string> =>
  new Set(acts.flatMap((act) => (act.does === does && act.dedupKey !== null ? [act.dedupKey] : [])));

/** What is wrong with the channel of an incident; empty where nothing is. */
function wrongIn(
  slack: Slack,
  room: SlackMadeChannel,
  of: { incidents: readonly string[]; people: number },
): string[] {
  const posts = slack.calls.filter(
    ({ method, channel, ts }) => method === 'chat.postMessage' && channel === room.id && ts !== null,
  );
  const leads = visibleRoots(slack.messages).some(
    (message) =>
      of.incidents.includes(incidentOf(message) ?? '') &&
      message.revisions.at(-1)?.blocksText.includes(`<#${room.id}>`) === true,
  );
  const people = new Set(room.invited).size;
  return [
    ...(posts.length === 1 ? [] : [`${room.name} has ${counted(posts.length, 'message')}`]),
    ...(leads ? [] : [`no message leads to ${room.name}`]),
    ...(people === of.people && room.invited.length === people
      ? []
      : [`${room.name}: asked in were ${room.invited.join(', ') || 'nobody'}`]),
    ...(room.topics.at(-1)?.includes('resolved') === true
      ? []
      : [`the topic of ${room.name} says ${room.topics.at(-1) ?? 'nothing'}`]),
  ];
}

/** One for each incident for which somebody asked, whatever crashed meanwhile; nobody but a person puts it away. */
export const ownChannel = defineCheck({
  name: 'own-channel',
  says: 'Each incident for which somebody asked has one channel of its own: linked, filled, with its topic, archived by a press alone',
  parameters: z.strictObject({ people: z.number().int().nonnegative() }),
  judge: ({ slack, acts }, { people }) => {
    if (slack === null) return SLACK_UNSEEN;
    const made = slack.made ?? [];
    const failures = acts.flatMap(({ does, what, failure }) =>
      isAboutChannel(does) && failure !== null ? [`nobody could ${does} ${what}: ${failure}`] : [],
    );
    const asked = keysOf(acts, 'open-channel-in-slack');
    const archived = keysOf(acts, 'archive-channel-in-slack');
    const incidents = [...asked].flatMap((key) => incidentOfKey(key) ?? []);
    const putAway = made.filter(({ archivedAt }) => archivedAt !== null);
    const firstPut = acts.find(({ does }) => does === 'archive-channel-in-slack')?.at ?? Infinity;
    const early = putAway.filter(({ archivedAt }) => (archivedAt ?? Infinity) < firstPut);
    const wrong = [
      ...failures,
      ...(made.length === asked.size
        ? []
        : [`${counted(made.length, 'channel')} for ${counted(asked.size, 'incident')}`]),
      ...(putAway.length === archived.size ? [] : [`${counted(putAway.length, 'channel')} archived`]),
      ...early.map(({ name }) => `${name} was archived by nobody`),
      ...made.flatMap((room) => wrongIn(slack, room, { incidents, people })),
    ];
    const which = wrong.length === 0 ? '' : `: ${examples(wrong)}`;
    return found(wrong.length === 0, `${counted(made.length, 'channel')} judged${which}`);
  },
});

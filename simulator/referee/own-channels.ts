import type { Observed } from '../observed.ts';

/** What Slack saw, without the messages in channels that apps have made: those are no incident's own message. */
export function besideOwnChannels(slack: Observed['slack']): Observed['slack'] {
  const made = new Set(slack.made?.map(({ id }) => id));
  if (made.size === 0) return slack;
  return { ...slack, messages: slack.messages.filter(({ channel }) => !made.has(channel)) };
}

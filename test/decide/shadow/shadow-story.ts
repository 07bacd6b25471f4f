import type { Incident } from '../../../src/domain/incident.ts';
import type { Receiver } from '../../../src/domain/policy.ts';
import type { NamedReceiver, Route } from '../../../src/domain/routing/route.ts';
import type { WouldSend } from '../../../src/domain/sending/would-send.ts';
import type { Story } from '../../correlate/story.ts';
import { everyone, named, payChat, payPager, routed } from '../routing/routed-story.ts';

const ghostKey = { id: 'pagerduty/ghost', kind: 'pager' } as const;
const ghostChat = { id: 'slack/C0GHOST', kind: 'chat' } as const;

/** A team in the shadow, with a channel and a key. */
export const ghost: NamedReceiver = {
  ...named('ghost', []),
  surfaces: [ghostChat.id, ghostKey.id],
  shadow: true,
};

/** What the same team is once it is real. */
export const realGhost: readonly Receiver[] = [
  { ...ghostChat, lane: 'C0GHOST', credential: 'slack' },
  { ...ghostKey, lane: 'ghost', credential: 'ghost' },
];

export const payments: NamedReceiver = named('payments', [payChat, payPager]);

/** Payments and everybody are real; the team in the shadow stands beside them. */
export function shadowed(routes: readonly Route[], receivers: readonly NamedReceiver[] = []): Story {
  const all = [payments, everyone, ghost, ...receivers];
  return routed(routes, { receivers: all }, { shadows: [ghostChat, ghostKey] });
}

/** What would have been sent, in a few words. */
export function wouldHave({ shadow }: Pick<Incident, 'shadow'>): readonly string[] {
  return (shadow?.sends ?? []).map(told);
}

function told(send: WouldSend): string {
  if (send.what === 'message') return `${send.receiver} message`;
  const joined = send.joined === null ? '' : ' joined';
  return `${send.receiver} page ${send.generation} ${send.reason.code}${joined}`;
}

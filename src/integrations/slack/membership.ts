import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { TroubleCode } from '../../domain/sending/trouble.ts';
import type { Finding } from '../../seams/inspector.ts';
import { findingOfOutcome } from '../../seams/outcome-finding.ts';
import { outcomeOfError, slackCode, unreadable, type FailedCall } from './classify.ts';
import { adviceFor } from './error-codes.ts';

/** A channel, and the bot that should post there. */
interface PostingPlace {
  readonly channel: string;
  /** Host of the Web API. */
  readonly host: string;
  /** Name of the bot's workspace. */
  readonly team: string;
  /** Scopes of the token; null when Slack did not name them. */
  readonly scopes: readonly string[] | null;
}

/** The token may not look; that says nothing about the channel. */
interface MayNotLook {
  readonly kind: 'may-not-look';
  readonly reason: string;
}

/** docs.slack.dev/reference/methods/conversations.info, "Errors": about the token, not about the channel. */
const aboutLooking = ['missing_scope', 'no_permission', 'not_allowed_token_type'];

/** Direct messages have no `is_member`. */
const channelInfo = z.object({
  channel: z.object({
    is_archived: z.boolean().catch(false),
    is_private: z.boolean().catch(true),
    is_member: z.boolean().nullable().catch(null),
  }),
});

const channelHistory = z.object({ messages: z.array(z.unknown()) });

/** Whether the bot may post in the channel, found out by reading only. Never rejects. */
export async function findMembership(client: WebClient, place: PostingPlace): Promise<Finding> {
  if (hasAny(place, 'channels:read', 'groups:read')) {
    const found = await byInfo(client, place);
    if (found.kind !== 'may-not-look') return found;
  }
  const found = await byHistory(client, place);
  if (found.kind !== 'may-not-look') return found;
  const detail = `The token of the bot of ${place.team} is valid, but whether it is a member of ${place.channel} could not be checked. ${found.reason}`;
  return { kind: 'blind', code: 'no-sight', detail };
}

async function byInfo(client: WebClient, place: PostingPlace): Promise<Finding | MayNotLook> {
  const call = callOf('conversations.info', place);
  try {
    const read = channelInfo.safeParse(await client.apiCall(call.method, { channel: place.channel }));
    if (!read.success) return findingOfOutcome(unreadable(call));
    const { is_archived, is_private, is_member } = read.data.channel;
    if (is_archived)
      return no('channel-missing', `The channel ${place.channel} is archived. ${adviceFor('is_archived')}`);
    if (is_member === true) return isMember(place);
    if (is_member === null) return { kind: 'may-not-look', reason: `${call.method} does not say.` };
    if (!is_private && hasAny(place, 'chat:write.public')) return guest(place);
    const advice = adviceFor('not_in_channel');
    return no('not-a-member', `The bot of ${place.team} is not a member of ${place.channel}. ${advice}`);
  } catch (error) {
    return trouble(error, call);
  }
}

/** Slack shows history to members only, so reading one message answers the question without `channels:read`. */
async function byHistory(client: WebClient, place: PostingPlace): Promise<Finding | MayNotLook> {
  const call = callOf('conversations.history', place);
  try {
    const answer = await client.apiCall(call.method, { channel: place.channel, limit: 1 });
    if (!channelHistory.safeParse(answer).success) return findingOfOutcome(unreadable(call));
    // An archived channel can still be read.
    const unchecked =
      'Whether the channel is archived was not checked: that takes the scope channels:read (groups:read for private channels).';
    return isMember(place, unchecked);
  } catch (error) {
    if (slackCode(error) === 'not_in_channel' && hasAny(place, 'chat:write.public')) return guest(place);
    return trouble(error, call);
  }
}

function trouble(error: unknown, call: FailedCall): Finding | MayNotLook {
  const outcome = outcomeOfError(error, call);
  const mayNotLook = aboutLooking.includes(slackCode(error) ?? '') && 'reason' in outcome;
  return mayNotLook ? { kind: 'may-not-look', reason: outcome.reason } : findingOfOutcome(outcome);
}

function isMember({ team, channel }: PostingPlace, more = ''): Finding {
  const detail = `The bot of ${team} is a member of ${channel} and may post.`;
  return { kind: 'yes', detail: more === '' ? detail : `${detail} ${more}`, link: null };
}

/** docs.slack.dev/reference/scopes/chat.write.public: posts in public channels without being a member. */
function guest({ team, channel }: PostingPlace): Finding {
  const detail = `The bot of ${team} is not a member of ${channel}, but may post in public channels (chat:write.public). Invite it, so that its messages can be read back.`;
  return { kind: 'yes', detail, link: null };
}

function no(code: TroubleCode, detail: string): Finding {
  return { kind: 'no', code, detail };
}

/** `change`: a call that repeats safely, and whose codes mean the same as when posting. */
function callOf(method: string, { channel, host }: PostingPlace): FailedCall {
  return { step: 'change', method, channel, host };
}

function hasAny({ scopes }: PostingPlace, ...any: readonly string[]): boolean {
  return scopes !== null && any.some((scope) => scopes.includes(scope));
}

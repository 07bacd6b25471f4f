import type { SlackApp, SlackChannel, Workspace } from './workspace.ts';
import type { Params } from './params.ts';

/** A refused call: HTTP 200 with Slack's error code. */
export interface Refusal {
  readonly ok: false;
  readonly error: string;
  readonly more: Readonly<Record<string, unknown>>;
}

/** A call that worked: what is answered, and what it did. */
export interface Success {
  readonly ok: true;
  readonly body: Readonly<Record<string, unknown>>;
  readonly ts?: string;
  readonly threadTs?: string | null;
  readonly broadcast?: boolean;
  readonly stored?: boolean;
}

/** What one method made of a call. */
export type Reply = Success | Refusal;

/** A call that was let through: who, where, when, with what. */
export interface MethodCall {
  readonly workspace: Workspace;
  readonly app: SlackApp;
  /** The channel named by the call, if it exists. */
  readonly channel: SlackChannel | undefined;
  readonly params: Params;
  readonly now: number;
  /** Store it, but never display it. */
  readonly hidden: boolean;
}

/** One method of the Web API. */
export type Method = (call: MethodCall) => Reply;

/** Makes a refusal with Slack's error code. */
export function refusal(error: string, more: Readonly<Record<string, unknown>> = {}): Refusal {
  return { ok: false, error, more };
}

/** The JSON body of a reply. */
export function bodyOfReply(reply: Reply): Record<string, unknown> {
  return reply.ok ? { ok: true, ...reply.body } : { ok: false, error: reply.error, ...reply.more };
}

/** The channel to post to or change in, or why not. */
export function writableChannel(call: MethodCall): SlackChannel | Refusal {
  const { channel, app } = call;
  if (channel === undefined) return refusal('channel_not_found');
  if (channel.archived) return refusal('is_archived');
  if (!channel.members.has(app.userId)) return refusal('not_in_channel');
  return channel;
}

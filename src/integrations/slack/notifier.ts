import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Notification } from '../../domain/sending/notification.ts';
import type { Outcome } from '../../domain/sending/outcome.ts';
import { handleOf } from '../../domain/sending/sent.ts';
import type { Clock } from '../../seams/clock.ts';
import type { Log } from '../../seams/log.ts';
import type { Notifier, Send } from '../../seams/notifier.ts';
import { outcomeOfError, refusesMetadata, slackCode, unreadable, type FailedCall } from './classify.ts';
import { isAboutBlocks, isAboutMetadata } from './error-codes.ts';
import { slackClient } from './client.ts';
import type { SlackSettings } from './config.ts';
import { slackDebits } from './limits.ts';
import { lookUp, lookupMethod } from './finding/lookup.ts';
import { marked } from './finding/mark.ts';
import { metadataOf, payloadOf } from './finding/metadata.ts';
import type { Has, WorkspaceBlocks } from './new-blocks.ts';
import { channelOf, slackCredential } from './receiver.ts';
import { contentOf, RenderError, type Content } from './render/content.ts';
import type { Buttons } from './render/render-actions.ts';
import { roomDebits } from './rooms/limits.ts';
import { isOfRoom, performInRoom } from './rooms/perform.ts';

/** What the Slack edge needs. */
export interface SlackNotifierOptions {
  readonly config: Pick<SlackSettings, 'token' | 'apiUrl' | 'limits'> &
    Partial<Pick<SlackSettings, 'responders'>>;
  readonly clock: Clock;
  readonly log: Log;
  /** Address of the relay's own page, if readers of the channel can reach it. */
  readonly relayUrl?: string;
  /** What people may press; absent without a door for it. */
  readonly buttons?: Buttons;
  /** Which new blocks the workspace has; absent: none. */
  readonly blocks?: WorkspaceBlocks;
}

/** An HTTP timeout; DESIGN section 6 counts on it after a fail-over. */
const timeoutMs = 5000;

const posted = z.object({ ts: z.string().regex(/^\d+\.\d+$/) });

/** What Slack says beside `ok: true`. */
const warned = z.object({ response_metadata: z.object({ warnings: z.array(z.string()) }) });

/** State of one notifier: whether Slack takes metadata from this app is learned once. */
interface Edge {
  readonly client: WebClient;
  readonly host: string;
  readonly log: Log;
  readonly relayUrl: string | null;
  readonly buttons: { readonly buttons?: Buttons };
  readonly aheadMs: () => number;
  readonly blocks: WorkspaceBlocks | null;
  readonly has: Has;
  takesMetadata: boolean;
}

/** The Slack edge for one bot token, for as many channels as there are lanes. */
export function createSlackNotifier({
  config,
  clock,
  log,
  relayUrl,
  buttons,
  blocks,
}: SlackNotifierOptions): Notifier {
  const { token, apiUrl, limits } = config;
  const client = slackClient(token, { apiUrl, timeoutMs: clock.realTimeout(timeoutMs), log });
  const edge: Edge = {
    client,
    host: new URL(apiUrl).host,
    log,
    relayUrl: relayUrl ?? null,
    buttons: buttons === undefined ? {} : { buttons },
    aheadMs: () => clock.aheadMs?.() ?? 0,
    blocks: blocks ?? null,
    has: blocks?.has ?? (() => false),
    takesMetadata: true,
  };
  return {
    credential: slackCredential(token),
    debits: (row, step, sendClass) =>
      row.surface === 'room' || row.surface === 'invite'
        ? roomDebits(row.surface, step)
        : slackDebits(limits, row, step, sendClass),
    send: (send) =>
      isOfRoom(send.row.projection) ? performInRoom(edge, send, send.row.projection) : perform(edge, send),
    // Connections belong to the process-wide fetch, which lets idle ones go by itself.
    close: () => Promise.resolve(),
  };
}

async function perform(edge: Edge, send: Send): Promise<Outcome> {
  const call: FailedCall = {
    step: send.step,
    method: methodOf(send),
    channel: channelOf(send.row.lane),
    host: edge.host,
  };
  let content: Content | 'nothing' = 'nothing';
  try {
    if (send.step === 'lookup') return (await look(edge, send, call)) ?? unreadable(call);
    content = contentOf(edge, send);
    if (content === 'nothing') return { kind: 'delivered', handle: handleOf(send.row.sent) };
    return send.step === 'create'
      ? await create(edge, send, { call, content })
      : await change(edge, send, { call, content });
  } catch (error) {
    if (error instanceof RenderError)
      return { kind: 'refused', code: 'payload-refused', reason: error.message };
    return settleError(edge, error, { call, content });
  }
}

async function look(edge: Edge, send: Send, call: FailedCall): Promise<Outcome | null> {
  const { row, parentHandle, now } = send;
  if (row.surface === 'thread' && parentHandle === null) return { kind: 'absent' };
  const content = contentOf(edge, send);
  const text = content === 'nothing' ? null : content.rendered.text;
  return lookUp(edge.client, row, {
    channel: call.channel,
    parentHandle,
    now,
    aheadMs: edge.aheadMs(),
    text,
  });
}

async function create(edge: Edge, { row, parentHandle }: Send, { call, content }: Sending): Promise<Outcome> {
  if (row.surface === 'thread' && parentHandle === null) {
    return {
      kind: 'failed',
      ambiguous: false,
      timedOut: false,
      code: 'not-sent',
      reason: 'The message that this reply belongs under is not posted yet.',
    };
  }
  const answer = await edge.client.apiCall('chat.postMessage', {
    ...argumentsOf(edge, row, { call, content }),
    ...(content.rendered.blocks.length > 0 && { blocks: blocksOf(row, content) }),
    ...(parentHandle !== null &&
      row.surface === 'thread' && { thread_ts: parentHandle, reply_broadcast: content.broadcast }),
    unfurl_links: false,
    unfurl_media: false,
  });
  heedWarnings(edge, answer);
  const read = posted.safeParse(answer);
  return read.success ? { kind: 'delivered', handle: read.data.ts } : unreadable(call);
}

async function change(edge: Edge, { row }: Send, { call, content }: Sending): Promise<Outcome> {
  const handle = handleOf(row.sent);
  if (handle === null)
    return { kind: 'gone', code: 'message-gone', reason: 'There is no message that could be changed.' };
  const answer = await edge.client.apiCall('chat.update', {
    ...argumentsOf(edge, row, { call, content }),
    ts: handle,
    // An empty list takes the old blocks away; leaving it out might keep them under the new text.
    blocks: blocksOf(row, content),
  });
  heedWarnings(edge, answer);
  return { kind: 'delivered', handle };
}

interface Sending {
  readonly call: FailedCall;
  readonly content: Content;
}

function blocksOf(row: Notification, { rendered, upto }: Content): readonly object[] {
  return marked(rendered.blocks, payloadOf(row, upto));
}

function argumentsOf(edge: Edge, row: Notification, { call, content }: Sending): Record<string, unknown> {
  return {
    channel: call.channel,
    text: content.rendered.text,
    ...(edge.takesMetadata && { metadata: metadataOf(row, content.upto) }),
    // Slack must make neither links nor mentions out of what only looks like one.
    parse: 'none',
    link_names: false,
  };
}

function settleError(
  edge: Edge,
  error: unknown,
  { call, content }: Omit<Sending, 'content'> & { readonly content: Content | 'nothing' },
): Outcome {
  const outcome = outcomeOfError(error, call);
  if (refusesMetadata(error)) goWithoutMetadata(edge, slackCode(error));
  if (outcome.kind !== 'refused' || content === 'nothing' || !isAboutBlocks(slackCode(error))) return outcome;
  const { blocks } = content.rendered;
  return edge.blocks?.refused(blocks) === true ? { ...outcome, otherwise: true } : outcome;
}

/**
 * Slack posts without metadata that it finds fault with, and only warns (docs.slack.dev/messaging/message-metadata).
 * Such a message is found by the mark in its blocks; whoever reads metadata has to know that there is none any more.
 */
function heedWarnings(edge: Edge, answer: unknown): void {
  const read = warned.safeParse(answer);
  const code = read.success ? read.data.response_metadata.warnings.find(isAboutMetadata) : undefined;
  if (code !== undefined) goWithoutMetadata(edge, code);
}

function goWithoutMetadata(edge: Edge, code: string | null): void {
  if (!edge.takesMetadata) return;
  edge.takesMetadata = false;
  edge.log.warn(
    { code },
    'Slack refuses the metadata of messages: from now on posts go without. A lost answer is looked up by the mark in the blocks of a message, or by its time and text.',
  );
}

function methodOf({ step, row }: Send): string {
  if (step === 'lookup') return lookupMethod(row);
  return step === 'create' ? 'chat.postMessage' : 'chat.update';
}

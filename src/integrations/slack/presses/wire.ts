import { z } from 'zod';
import { visibleLine } from '../../../domain/text/visible-text.ts';

/** Headers of an interaction (docs.slack.dev/authentication/verifying-requests-from-slack). */
export const interactionHeader = {
  timestamp: 'x-slack-request-timestamp',
  signature: 'x-slack-signature',
} as const;

const nameMost = 80;

const user = z
  .object({
    id: z.string().regex(/^[UW][A-Z0-9]{1,40}$/),
    name: z.string().nullish(),
    username: z.string().nullish(),
  })
  .transform(({ id, name, username }) => {
    const called = visibleLine(name ?? username ?? '').slice(0, nameMost);
    return { id, name: called === '' ? id : called };
  });

/** A press, as far as anything is made of it; one button is pressed at a time (`block_actions`). */
const interaction = z.object({
  type: z.literal('block_actions'),
  user,
  response_url: z.string().nullish(),
  actions: z.tuple(
    [
      z.object({
        action_id: z.string(),
        block_id: z.string(),
        selected_option: z.object({ value: z.string() }).nullish(),
      }),
    ],
    z.unknown(),
  ),
});

/** A press, read. */
export interface Pressed {
  readonly user: { readonly id: string; readonly name: string };
  /** Of the button, or of what was chosen in a menu. */
  readonly actionId: string;
  readonly blockId: string;
  /** Where whoever pressed can be answered, as the payload has it. */
  readonly answerTo: string | null;
}

/** Reads a press out of an interaction's payload; null when it is none, for example an answer of a dialog. */
export function readPressed(payload: unknown): Pressed | null {
  const read = interaction.safeParse(payload);
  if (!read.success) return null;
  const { user, actions, response_url } = read.data;
  const [{ action_id, block_id: blockId, selected_option }] = actions;
  return { user, actionId: selected_option?.value ?? action_id, blockId, answerTo: response_url ?? null };
}

/**
 * What is kept of a payload: all but what opens doors (the tokens, and an address that may be posted to) and the
 * message, which is the relay's own.
 */
const left: ReadonlySet<string> = new Set([
  'token',
  'trigger_id',
  'response_url',
  'response_urls',
  'message',
  'state',
]);

/** The body of the entry that a payload becomes. */
export function keptOf(payload: object): string {
  return JSON.stringify(Object.fromEntries(Object.entries(payload).filter(([name]) => !left.has(name))));
}

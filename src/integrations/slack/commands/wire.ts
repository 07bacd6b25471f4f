import { z } from 'zod';
import { visibleLine } from '../../../domain/text/visible-text.ts';

/** The kind of an entry that somebody's words became; as Slack calls its envelope. */
export const commandKind = 'slash_commands';

const nameMost = 80;

/** A slash command (docs.slack.dev/interactivity/implementing-slash-commands), as far as anything is made of it. */
const fields = z.object({
  command: z.string().regex(/^\/[^\s]{1,80}$/),
  text: z.string().default(''),
  user_id: z.string().regex(/^[UW][A-Z0-9]{1,40}$/),
  user_name: z.string().default(''),
  response_url: z.string().nullish(),
  team_domain: z
    .string()
    .regex(/^[a-z0-9-]{1,80}$/)
    .nullish()
    .catch(null),
});

/** What somebody said, read. */
export interface Spoken {
  readonly command: string;
  readonly text: string;
  readonly user: { readonly id: string; readonly name: string };
  /** The workspace's part of its own address; null: Slack did not say. */
  readonly workspace: string | null;
  /** Where its author can be answered later, as Slack told it. */
  readonly answerTo: string | null;
}

/** Reads a slash command out of its fields; null when they are none. */
export function readSpoken(given: unknown): Spoken | null {
  const read = fields.safeParse(given);
  if (!read.success) return null;
  const { command, text, user_id: id, user_name, team_domain, response_url } = read.data;
  const called = visibleLine(user_name).slice(0, nameMost);
  return {
    command,
    text,
    user: { id, name: called === '' ? id : called },
    workspace: team_domain ?? null,
    answerTo: response_url ?? null,
  };
}

/** Its fields as the entry keeps them: all but what opens doors. */
const kept = z.object({
  command: z.string(),
  text: z.string(),
  user_id: z.string(),
  user_name: z.string(),
  team_id: z.string().optional(),
  channel_id: z.string().optional(),
});

const entry = kept.extend({ incident: z.string() });

/** The body of the entry: what was said, and which incident was found to be meant. */
export function bodyOf(given: object, incident: string): string {
  return JSON.stringify({ ...kept.partial().parse(given), incident });
}

/** Reads such a body back. @throws Error when it is none. */
export function readBody(body: string): { readonly spoken: Spoken; readonly incident: string } {
  const read = entry.safeParse(JSON.parse(body));
  const spoken = read.success ? readSpoken(read.data) : null;
  if (!read.success || spoken === null) throw new Error('This is no slash command of Slack.');
  return { spoken, incident: read.data.incident };
}

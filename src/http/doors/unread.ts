import type { Door, Refusal } from '../../seams/door.ts';
import type { GivenUp } from './unfinished-bodies.ts';

/** Largest body that a door takes, in bytes. */
export const bodyLimit = 2 * 1024 * 1024;

/** Why a door got to see no body. */
export type Unread =
  'encoding-unsupported' | 'type-unsupported' | 'too-large' | 'too-much-refused' | 'aborted' | GivenUp;

/** The refusal of a body that no door got to see. */
export function unreadRefusal({ sender }: Pick<Door, 'sender'>, why: Unread): Refusal {
  return { ...answers[why](sender), apart: null, keep: null };
}

type Answer = Pick<Refusal, 'status' | 'code' | 'message'>;

const answers: Readonly<Record<Unread, (sender: string) => Answer>> = {
  'encoding-unsupported': (sender) => ({
    status: 415,
    code: 'encoding-unsupported',
    message: `The body is compressed. ${sender} signs and sends plain bytes; send the body without Content-Encoding.`,
  }),
  'type-unsupported': (sender) => ({
    status: 415,
    code: 'type-unsupported',
    message: `The Content-Type is none that ${sender} sends. Does this address belong to something else, or does a proxy rewrite headers?`,
  }),
  'too-large': (sender) => ({
    status: 413,
    code: 'body-too-large',
    message: `The body is larger than ${bodyLimit} bytes (2 MiB). Webhooks of ${sender} are far smaller; was something else sent here?`,
  }),
  'too-much-refused': (sender) => ({
    status: 429,
    code: 'too-much-refused',
    message: `So much of what this network sent had to be refused that its long bodies are not read for a while. Short ones are. What does ${sender} sign with?`,
  }),
  aborted: () => ({
    status: 400,
    code: 'body-incomplete',
    message: 'The body ended before its announced length, or did not come in time.',
  }),
  crowded: () => ({
    status: 503,
    code: 'bodies-crowded',
    message: 'Too much is held of bodies that are not whole yet, and this one was given up for others.',
  }),
  slow: () => ({
    status: 408,
    code: 'body-slow',
    message: 'The body was not whole within 10 s.',
  }),
};

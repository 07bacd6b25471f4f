import { toldBefore } from '../../../src/domain/decision/vocabulary.ts';
import type { FakeRelay } from '../doubles/fake-relay.ts';

interface Got {
  readonly status: number;
  readonly json: Record<string, unknown>;
}

/** Calls the API of a relay, which answers in JSON. */
export async function called(
  { url }: Pick<FakeRelay, 'url'>,
  path: string,
  method = 'GET',
  body?: string,
): Promise<Got> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body }),
  });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}

/** The code of an error. */
export function codeOf({ json }: Pick<Got, 'json'>): unknown {
  return (json['error'] as { code: string }).code;
}

/** A message that Slack refused. @param at When it was given up. */
export function refusedLetter(at: number): FakeRelay['shelf']['deadLetters'][number] {
  return {
    id: 5,
    kind: 'notification',
    subject: 'inc-1/slack/x/message',
    incident: 'inc-1',
    at,
    decision: toldBefore('invalid_blocks'),
    attempts: 2,
    state: 'open',
    closed: null,
  };
}

import { isObject, jsonOf } from '../../fakes/exchange.ts';
import type { WireRequest } from '../machine/wire.ts';

/** What a call is to its notification: where the delivery of a message or of a page stands. */
export const slackStates = ['message', 'message-again', 'edit', 'reply', 'look'] as const;
export const pagerStates = ['trigger', 'trigger-again', 'acknowledge', 'resolve'] as const;
/** What is asked of Sentry: lists of issues and their next pages, how some stand, a newest event, which rules fired, more. */
export const sentryStates = ['list', 'next-page', 'standing', 'event', 'rules', 'context'] as const;
export type DeliveryState =
  (typeof slackStates)[number] | (typeof pagerStates)[number] | (typeof sentryStates)[number];

/** What can be seen of a call on the wire. */
export interface Sighted {
  readonly service: 'slack' | 'pagerduty' | 'sentry';
  /** Slack's method, PagerDuty's action, or what Sentry is asked. */
  readonly method: string;
  /** Slack's channel, or PagerDuty's routing key; Sentry is one. */
  readonly channel: string | null;
  /** Of a message: the incident that its metadata or its buttons name. Of a page: its key. */
  readonly about: string | null;
  /** Null: it delivers nothing, for example a question whether a token is good. */
  readonly state: DeliveryState | null;
}

/** Reads a call of Slack's Web API. */
export function sightSlack({ path, body }: WireRequest, isAgain: (about: string) => boolean): Sighted {
  const method = path.split('?')[0]?.split('/').at(-1) ?? '';
  const form = new URLSearchParams(body.toString('utf8'));
  const channel = form.get('channel');
  const about = aboutOf(form);
  const of = { service: 'slack', method, channel, about } as const;
  switch (method) {
    case 'chat.postMessage':
      if (form.has('thread_ts')) return { ...of, state: 'reply' };
      return { ...of, state: about !== null && isAgain(`${channel} ${about}`) ? 'message-again' : 'message' };
    case 'chat.update':
      return { ...of, state: 'edit' };
    case 'conversations.history':
    case 'conversations.replies':
      return { ...of, state: 'look' };
    default:
      return { ...of, state: null };
  }
}

function aboutOf(form: URLSearchParams): string | null {
  const metadata = jsonOf(form.get('metadata') ?? '');
  const payload = isObject(metadata) ? metadata['event_payload'] : undefined;
  if (isObject(payload) && typeof payload['incident'] === 'string') return payload['incident'];
  // Without metadata the mark of its blocks says it.
  return /"block_id":"stormrelay-post:1:[\w-]+:\d+:\d+:([^"]+)"/.exec(form.get('blocks') ?? '')?.[1] ?? null;
}

/** Reads a call of PagerDuty's Events API. */
export function sightPager({ body }: WireRequest, isAgain: (about: string) => boolean): Sighted {
  const read = jsonOf(body.toString('utf8'));
  const event = isObject(read) ? read : {};
  const action = typeof event['event_action'] === 'string' ? event['event_action'] : 'other';
  const about = typeof event['dedup_key'] === 'string' ? event['dedup_key'] : null;
  const key = typeof event['routing_key'] === 'string' ? event['routing_key'] : null;
  const of = { service: 'pagerduty', method: action, channel: key, about } as const;
  if (action === 'trigger')
    return { ...of, state: about !== null && isAgain(`${key} ${about}`) ? 'trigger-again' : 'trigger' };
  return { ...of, state: action === 'acknowledge' || action === 'resolve' ? action : null };
}

/** Reads a call of Sentry's Web API. */
export function sightSentry({ path }: WireRequest): Sighted {
  const state = sentryStateOf(new URL(path, 'http://sentry'));
  return { service: 'sentry', method: state, channel: null, about: null, state };
}

function sentryStateOf({ pathname, searchParams }: URL): (typeof sentryStates)[number] {
  if (/\/organizations\/[\w-]+\/issues\/$/.test(pathname)) {
    if (searchParams.has('cursor')) return 'next-page';
    return searchParams.get('query')?.startsWith('issue.id') === true ? 'standing' : 'list';
  }
  if (pathname.endsWith('/events/latest/')) return 'event';
  return pathname.endsWith('/workflows/') ? 'rules' : 'context';
}

import type { RelaySetup } from '../../../../simulator/run/relay-process.ts';
import type { Sabotage } from './sabotage.ts';

/** What a message says of itself. */
interface ShownMark {
  readonly alerts: number;
  readonly incident: string;
}

/** A page: the last part of its key, and what it says. */
interface MiniPage {
  readonly key: string;
  readonly summary: string;
}

/** The two services as the little relay calls them: no client library, one retry loop by Retry-After. */
export interface MiniVendors {
  /** `ts` of the root message; null before it was posted. */
  posted(): string | null;
  post(text: string, mark: ShownMark): Promise<boolean>;
  update(text: string, mark: ShownMark): Promise<boolean>;
  page(action: 'trigger' | 'acknowledge' | 'resolve', what: MiniPage): Promise<void>;
}

export function createMiniVendors(setup: RelaySetup, sabotage: Sabotage): MiniVendors {
  const { slack, pagerduty } = setup.connection;
  let root: string | null = null;
  let waitUntil = 0;

  const call = async (method: string, body: Record<string, unknown>): Promise<string | null> => {
    if (sabotage.ignoreRetryAfter !== true && setup.clock.now() < waitUntil) return null;
    const response = await fetch(new URL(method, slack.url), {
      method: 'POST',
      headers: { authorization: `Bearer ${slack.token}`, 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ channel: slack.channel, ...body }),
    });
    if (response.status === 429)
      waitUntil = setup.clock.now() + (Number(response.headers.get('retry-after')) + 1) * 1000;
    const answer = (await response.json()) as { ok: boolean; ts?: string };
    return answer.ok ? (answer.ts ?? '') : null;
  };
  const metadata = (mark: ShownMark): unknown => ({
    event_type: 'stormrelay_incident',
    event_payload: { incident: mark.incident, surface: 'message', upto: mark.alerts, alerts: mark.alerts },
  });
  const insist = async (send: () => Promise<string | null>): Promise<string | null> => {
    for (let attempt = 0; attempt < (sabotage.ignoreRetryAfter === true ? 60 : 1); attempt += 1) {
      const ts = await send();
      if (ts !== null) return ts;
      await setup.clock.sleep(400);
    }
    return null;
  };

  return {
    posted: () => root,
    post: async (text, mark) => {
      const ts = await insist(() => call('chat.postMessage', { text, metadata: metadata(mark) }));
      if (ts !== null && sabotage.doublePosts === true)
        await call('chat.postMessage', { text, metadata: metadata(mark) });
      root = ts ?? root;
      return ts !== null;
    },
    update: async (text, mark) =>
      (await insist(() => call('chat.update', { ts: root, text, metadata: metadata(mark) }))) !== null,
    page: async (action, { key, summary }) => {
      const payload = { summary, source: 'mini', severity: 'critical' };
      await fetch(new URL('/v2/enqueue', pagerduty.url), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          routing_key: pagerduty.routingKey,
          event_action: action,
          dedup_key: `stormrelay:mini:${key}`,
          ...(action === 'trigger' ? { payload } : {}),
        }),
      });
    },
  };
}

import type { Inbox } from '../../ingest/inbox.ts';
import type { SlackSettings } from '../../integrations/slack/config.ts';
import type { ActingWorkspace } from '../../integrations/slack/door.ts';
import type { Envelope } from '../../integrations/slack/socket/line.ts';
import { judgeEnvelope } from '../../integrations/slack/socket/judge.ts';
import { SocketLines } from '../../integrations/slack/socket/lines.ts';
import type { Metrics } from '../../observe/metrics.ts';
import type { Refusals } from '../../observe/refusals.ts';
import type { Clock } from '../../seams/clock.ts';
import type { Refusal, Ruling } from '../../seams/door.ts';
import type { Log } from '../../seams/log.ts';

/** What the door needs that Slack does not come to, but that goes to Slack. */
export interface SlackSocketDeps {
  readonly slack: Pick<SlackSettings, 'appToken' | 'apiUrl'>;
  readonly workspace: Pick<ActingWorkspace, 'name' | 'acts'>;
  readonly inbox: Pick<Inbox, 'accept'>;
  readonly metrics: Pick<Metrics, 'webhook'>;
  readonly refusals: Pick<Refusals, 'add'>;
  readonly clock: Pick<Clock, 'now'>;
  /** An unscaled clock. */
  readonly pace: Pick<Clock, 'now' | 'sleep'>;
  readonly log: Log;
}

/** Socket Mode: what people do in Slack, where Slack cannot reach the relay. Null without an app-level token. */
export function createSlackSocket(deps: SlackSocketDeps): SocketLines | null {
  const { slack, workspace, pace, log } = deps;
  const { appToken, apiUrl } = slack;
  if (appToken === null) return null;
  return new SocketLines({
    // Slack's client takes a while to load, and most relays never need it.
    open: async (hear) => {
      const { openLine } = await import('../../integrations/slack/socket/client.ts');
      return openLine(appToken, { apiUrl, log, pace, hear });
    },
    hear: (envelope) => void take(envelope, workspace, deps),
    pace,
    log,
  });
}

/** Acknowledged only once it is durable: what is not, Slack tells again. Never rejects. */
async function take(
  envelope: Envelope,
  workspace: SlackSocketDeps['workspace'],
  deps: SlackSocketDeps,
): Promise<void> {
  const startedAt = performance.now();
  const count = (outcome: Parameters<Metrics['webhook']>[0], reason: string): void =>
    deps.metrics.webhook(outcome, reason, 'socket', performance.now() - startedAt);
  try {
    const answer = await follow(judgeEnvelope(envelope, workspace), envelope, { ...deps, count });
    await envelope.acknowledge(envelope.takesAnswer ? answer : null);
  } catch (error) {
    count('unavailable', 'store-failing');
    deps.log.error({ error: String(error) }, 'What somebody did in Slack could not be stored.');
  }
}

type Following = SlackSocketDeps & {
  readonly count: (outcome: Parameters<Metrics['webhook']>[0], reason: string) => void;
};

/** The answer that goes with the acknowledgement. */
async function follow(ruling: Ruling, envelope: Envelope, deps: Following): Promise<object | null> {
  switch (ruling.kind) {
    case 'later':
      return follow(await ruling.ruling, envelope, deps);
    case 'answer':
      deps.count('answered', 'ok');
      return ruling.body;
    case 'refuse':
      refuse(ruling.refusal, envelope, deps);
      return ruling.refusal.body ?? null;
    case 'accept': {
      const { seq, duplicate } = await deps.inbox.accept(ruling.delivery);
      if (!duplicate) ruling.whenKept?.(seq);
      deps.count(duplicate ? 'duplicate' : (ruling.apart ?? 'accepted'), 'ok');
      return ruling.body ?? null;
    }
  }
}

function refuse({ status, code, message }: Refusal, { id, type }: Envelope, deps: Following): void {
  deps.count('refused', code);
  const at = deps.clock.now();
  deps.refusals.add({
    at,
    door: 'slack',
    status,
    code,
    message,
    kind: type,
    deliveryId: id.slice(0, 100),
    bytes: 0,
  });
}

import type { Settings } from '../config/settings.ts';
import { isSentrys } from '../domain/inbox/entry.ts';
import type { Inbox } from '../ingest/inbox.ts';
import { decidedSpan, receivedSpan, sentSpan, storedSpan } from '../integrations/otlp/journey-spans.ts';
import { createSpanPost } from '../integrations/otlp/post-spans.ts';
import { SpanQueue } from '../integrations/otlp/span-queue.ts';
import { isSampled, type Span } from '../integrations/otlp/span.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { Clock } from '../seams/clock.ts';
import type { Log } from '../seams/log.ts';
import type { InboxStore } from '../seams/store.ts';
import type { FromWorker } from './messages.ts';

/** What telling of journeys needs. */
interface TracesDeps {
  readonly settings: Pick<Settings, 'traces'>;
  readonly store: { readonly install: string };
  readonly clock: Pick<Clock, 'now'>;
  readonly pace: Clock;
  readonly log: Log;
  readonly metrics: Pick<Metrics, 'spans'>;
}

type Appends = Pick<InboxStore, 'append'>;

/** Tells a collector of the journeys of Sentry's events: through the door, the brain and dispatch. */
export interface Traces {
  /** An inbox and its store that tell what came, and when it was durable. */
  readonly inbox: (inbox: Inbox) => Inbox;
  readonly appends: (store: Appends) => Appends;
  /** Brain or dispatch told something. */
  readonly hear: (message: FromWorker) => void;
  run(signal: AbortSignal): Promise<void>;
}

/** So long a collector may take to answer, real ms. */
const timeoutMs = 5_000;

/** Where no collector is configured, nothing is told and nothing is kept. */
const untold: Traces = {
  inbox: (inbox) => inbox,
  appends: (store) => store,
  hear: () => undefined,
  run: () => Promise.resolve(),
};

/** What tells of the journeys. */
export function createTraces(deps: TracesDeps): Traces {
  const { settings, store, clock, pace, log, metrics } = deps;
  if (settings.traces === null) return untold;
  const { endpoint, headers, service, share } = settings.traces;
  const { install } = store;
  const queue = new SpanQueue({
    to: createSpanPost({ endpoint, headers, timeoutMs }),
    resource: { service, install },
    ...{ clock: pace, log, count: metrics.spans },
  });
  const add = (made: () => Span | null): void =>
    queue.add(() => {
      const span = made();
      return span !== null && isSampled(span.traceId, share) ? span : null;
    });
  return {
    inbox: (inbox) => tracedInbox(inbox, { install, clock, add }),
    appends: (around) => tracedAppends(around, { install, clock, add }),
    hear: (message) => {
      if (message.kind === 'committed') tellDecided(message, { install, clock, add });
      else if (message.kind === 'sent' && message.send.traced !== null) {
        const { traced } = message.send;
        add(() => sentSpan(install, traced));
      }
    },
    run: (signal) => queue.run(signal),
  };
}

interface Telling {
  readonly install: string;
  readonly clock: Pick<Clock, 'now'>;
  readonly add: (made: () => Span | null) => void;
}

/** A duplicate has gone its way before. */
function tracedInbox(inbox: Inbox, { install, clock, add }: Telling): Inbox {
  return {
    ...inbox,
    accept: async (delivery) => {
      const startedAt = clock.now();
      const appended = await inbox.accept(delivery);
      const lasted = { startedAt, endedAt: clock.now() };
      if (isSentrys(delivery.source) && !appended.duplicate)
        add(() => receivedSpan(install, appended.seq, delivery, lasted));
      return appended;
    },
  };
}

function tracedAppends(around: Appends, { install, clock, add }: Telling): Appends {
  return {
    append: async (deliveries, now) => {
      const startedAt = clock.now();
      const appended = await around.append(deliveries, now);
      const lasted = { startedAt, endedAt: clock.now() };
      for (const [n, { source }] of deliveries.entries()) {
        const one = appended[n];
        if (one === undefined || one.duplicate || !isSentrys(source)) continue;
        add(() => storedSpan(install, one.seq, deliveries.length, lasted));
      }
      return appended;
    },
  };
}

/** Entries of one run are decided together: the span of each is the run. */
function tellDecided(
  { decided = [], realMs }: Extract<FromWorker, { readonly kind: 'committed' }>,
  { install, clock, add }: Telling,
): void {
  const endedAt = clock.now();
  const lasted = { startedAt: endedAt - realMs, endedAt };
  for (const entry of decided) add(() => decidedSpan(install, entry, lasted));
}

import { createOwnRedactor } from '../../../src/domain/text/secrets.ts';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DeadLetter, LetterClosing } from '../../../src/domain/sending/dead-letter.ts';
import type { OperatorCommand } from '../../../src/domain/inbox/operator-command.ts';
import type { Settings } from '../../../src/config/settings.ts';
import { createSlackDesks } from '../../../src/http/doors/slack-desks.ts';
import { createHttpApp } from '../../../src/http/http-app.ts';
import type { HttpDeps } from '../../../src/http/http-deps.ts';
import { serverOptions } from '../../../src/http/server-options.ts';
import { createInbox } from '../../../src/ingest/inbox.ts';
import { laneWordDelivery } from '../../../src/ingest/lane-report.ts';
import { operatorDelivery } from '../../../src/ingest/operator-command.ts';
import { silenceDelivery } from '../../../src/ingest/silence-entry.ts';
import { sentrySettings } from '../../../src/integrations/sentry/config.ts';
import { createFeed } from '../../../src/observe/feed.ts';
import type { Readiness } from '../../../src/observe/health.ts';
import type { LaneView } from '../../../src/observe/lanes/lane-view.ts';
import { createMetrics } from '../../../src/observe/metrics.ts';
import { createOverview } from '../../../src/observe/overview.ts';
import { createRates } from '../../../src/observe/rates.ts';
import { createRefusals } from '../../../src/observe/refusals.ts';
import { systemClock } from '../../../src/seams/clock.ts';
import { silentLog } from '../../../src/seams/log.ts';
import { emptyShelf, fakeStore, type Shelf } from './fake-store.ts';

/** The secret that fake relays verify with. */
export const signingSecret = 'a-client-secret-of-our-own-0123456789';
/** The token of a fake relay that asks for one. */
export const adminToken = 'an-admin-token-of-our-own-42';

/** A fake relay's settings; all optional. */
export interface FakeRelayOptions {
  readonly asksForToken?: boolean;
  /** Of a life before. */
  readonly shelf?: Shelf;
  readonly ciToken?: string;
  readonly publicUrl?: string;
  readonly pagerdutyWebhookSecrets?: readonly string[];
  readonly drills?: Partial<HttpDeps['drills']>;
  readonly sentry?: unknown;
  readonly slack?: Settings['slack'];
  readonly lanes?: () => readonly LaneView[];
  readonly readiness?: Readiness;
  readonly heart?: HttpDeps['heart'];
  readonly canary?: HttpDeps['canary'];
  /** 0 for any free one. */
  readonly port?: number;
  readonly now?: () => number;
  readonly policy?: ReturnType<HttpDeps['policy']>;
  readonly refusedRules?: HttpDeps['refusedRules'];
  readonly overrides?: Partial<HttpDeps>;
}

/** A real server with the real doors, API and page over a store in memory. */
export interface FakeRelay {
  readonly url: string;
  readonly port: number;
  readonly shelf: Shelf;
  readonly deps: HttpDeps;
  readonly server: Server;
  readonly commands: OperatorCommand[];
  close(): Promise<void>;
}

/** Starts one on a free port of the loopback interface. */
export async function startFakeRelay(options: FakeRelayOptions = {}): Promise<FakeRelay> {
  const shelf = options.shelf ?? emptyShelf();
  const commands: OperatorCommand[] = [];
  const deps = { ...fakeDeps(shelf, commands, options), ...options.overrides };
  const { listener, attach, close, remember } = createHttpApp(deps);
  await remember();
  const server = createServer(serverOptions, listener);
  attach(server);
  await new Promise<void>((listening) => server.listen(options.port ?? 0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    shelf,
    deps,
    server,
    commands,
    close: async () => {
      close();
      await deps.feed.close();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

const noDrills: HttpDeps['drills'] = {
  report: () => Promise.resolve(null),
  open: () => Promise.resolve(0),
  list: () => Promise.resolve([]),
  prepare: () => undefined,
  provable: () => ({ provable: [], notes: [] }),
};

/** All that the HTTP side needs, of fakes. */
export function fakeDeps(shelf: Shelf, commands: OperatorCommand[], options: FakeRelayOptions): HttpDeps {
  const store = fakeStore(shelf);
  const pace = systemClock();
  const clock = { now: options.now ?? ((): number => pace.now()) };
  const inbox = createInbox({ store, clock, onAppended: () => undefined });
  const rates = createRates();
  const lanes = (): Promise<readonly LaneView[]> => Promise.resolve(options.lanes?.() ?? []);
  const readiness = (): Promise<Readiness> =>
    Promise.resolve(options.readiness ?? { ready: true, reasons: [], notes: [], receivers: [] });
  const policy = (): ReturnType<HttpDeps['policy']> => options.policy ?? {};
  const drills = { ...noDrills, ...options.drills };
  const { heart = () => null, canary = () => null } = options;
  const overview = createOverview({ store, clock, rates, lanes, readiness, drills, policy, heart, canary });
  const closeDeadLetters = (
    letters: readonly DeadLetter[],
    { state, by, why }: Pick<LetterClosing, 'state' | 'by' | 'why'>,
  ): Promise<readonly DeadLetter[]> => {
    const open = shelf.deadLetters.filter(
      (one) => one.state === 'open' && letters.some(({ id }) => id === one.id),
    );
    const closed = open.map((one) => ({
      ...one,
      state,
      closed: { at: clock.now(), by, why, cameAgain: null },
    }));
    shelf.deadLetters = shelf.deadLetters.map((one) => closed.find(({ id }) => id === one.id) ?? one);
    return Promise.resolve(closed);
  };
  return {
    untold: createOwnRedactor([]),
    settings: {
      adminToken: options.asksForToken === true ? adminToken : null,
      ciToken: options.ciToken ?? null,
      publicUrl: options.publicUrl ?? null,
      deployLinkHosts: ['github.com'],
      pagerdutyWebhookSecrets: options.pagerdutyWebhookSecrets ?? [],
      sentry: sentrySettings.parse(options.sentry ?? { signingSecrets: [signingSecret] }),
    },
    inbox,
    store,
    clock,
    pace,
    log: silentLog,
    lanes,
    readiness,
    metrics: createMetrics(),
    heart,
    canary,
    rates,
    refusals: createRefusals(),
    overview,
    feed: createFeed({ build: overview, pace, log: silentLog }),
    applied: () => Promise.resolve(),
    drills,
    slackDesks: createSlackDesks({
      settings: { slack: options.slack ?? null, teams: null, pagerduty: null },
      store,
      applied: () => Promise.resolve(),
      pace,
      log: silentLog,
      inbox,
      metrics: createMetrics(),
      refusals: createRefusals(),
      clock,
      onCall: { whoIsOnCall: () => Promise.resolve({ kind: 'unknown', reason: 'No pager is configured.' }) },
    }),
    policy,
    refusedRules: options.refusedRules ?? (() => null),
    catchUp: () => Promise.resolve(null),
    silence: (word) => inbox.accept(silenceDelivery(word, 'silence-1')),
    operator: (command) => {
      commands.push(command);
      return inbox.accept(operatorDelivery(command, `command-${commands.length}`, 'loopback'));
    },
    resetLane: (word) => inbox.accept(laneWordDelivery(word, `word-${shelf.deliveries.length}`)),
    deadLetters: {
      replay: (letters, by) => closeDeadLetters(letters, { state: 'replayed', ...by }),
      discard: (letters, by) => closeDeadLetters(letters, { state: 'discarded', ...by }),
    },
  };
}

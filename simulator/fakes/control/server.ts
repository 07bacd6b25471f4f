import { createHash, timingSafeEqual } from 'node:crypto';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { z } from 'zod';
import type { SimClock } from '../../clock.ts';
import type { FaultBoard } from '../../faults/fault-board.ts';
import type { Observed } from '../../observed.ts';
import type { Fakes } from '../contract.ts';
import type { OnCallPerson } from '../pagerduty/account.ts';
import { pagerDutyAct, type PagerDutyAct } from '../pagerduty/people.ts';
import type { WebhookManner } from '../pagerduty/webhooks.ts';
import type { FakeSentry } from '../sentry/fake-sentry.ts';
import type { SocketControl } from '../slack/socket/socket-mode.ts';
import { isLoopback, runStorm, stormRequest, type StormProgress } from './small-storm.ts';

/** What the control server steers. */
export interface Controls {
  readonly token: string;
  readonly clock: SimClock;
  readonly closing: AbortSignal;
  readonly observed: () => Observed;
  readonly faults: FaultBoard;
  readonly sentry: FakeSentry;
  /** What people do at Slack. */
  readonly presses: Pick<Fakes['slack'], 'press' | 'say' | 'addUserGroup' | 'ephemeral'>;
  readonly socket: SocketControl;
  readonly pagerduty: {
    /** Somebody does something at PagerDuty; false when there is no incident to which it can be done. */
    act(act: PagerDutyAct): boolean;
    /** Where PagerDuty's webhooks go; null: nowhere. */
    setWebhook(url: string | null): void;
    setManner(manner: WebhookManner): void;
    /** Who is on call from now on. */
    setOnCall(people: readonly OnCallPerson[]): void;
  };
  /** Makes a channel that the bot is a member of, by this id or one of its own, and returns its id. */
  readonly addChannel: (name: string, id?: string) => string;
  /** Makes a service, with this routing key or one of its own, and returns its key. */
  readonly addRoutingKey: (routingKey?: string) => string;
}

const targetRequest = z.strictObject({
  url: z.url().refine(isLoopback, 'must be on this machine (127.0.0.1, ::1 or localhost)'),
});
const secretRequest = z.strictObject({ secret: z.string().min(1) });
const channelRequest = z.strictObject({
  name: z.string().regex(/^[a-z0-9_-]{1,80}$/),
  id: z
    .string()
    .regex(/^[CG][A-Z0-9]{1,20}$/)
    .exactOptional(),
});
const serviceRequest = z.strictObject({
  routingKey: z
    .string()
    .regex(/^[A-Za-z0-9]{32}$/)
    .exactOptional(),
});
const way = {
  url: targetRequest.shape.url.nullable(),
  user: z.strictObject({ id: z.string(), name: z.string() }).exactOptional(),
  copies: z.int().min(1).max(100).exactOptional(),
  ageMs: z.number().exactOptional(),
  secret: z.string().min(1).exactOptional(),
};
const pressRequest = z.strictObject({ channel: z.string(), ts: z.string(), action: z.string(), ...way });
const commandRequest = z.strictObject({ text: z.string(), command: z.string().exactOptional(), ...way });
const socketRequest = z.discriminatedUnion('does', [
  z.strictObject({
    does: z.literal('disconnect'),
    reason: z.enum(['warning', 'refresh_requested', 'link_disabled']).default('refresh_requested'),
  }),
  z.strictObject({ does: z.literal('cut') }),
  z.strictObject({ does: z.literal('let-in'), open: z.boolean() }),
]);
const userGroupRequest = z.strictObject({ members: z.array(z.string()) });
const webhookRequest = z.strictObject({
  url: targetRequest.shape.url.nullable(),
  copies: z.number().int().min(1).max(5).default(1),
  lateByMs: z.number().min(0).default(0),
});
const onCallRequest = z.strictObject({
  people: z.array(z.strictObject({ name: z.string().min(1), level: z.int().min(1) })),
});
const pageRequest = z.strictObject({ routingKey: z.string(), dedupKey: z.string() });

/** The control server: read what was seen, set faults, point and sign the fake Sentry, send a bounded storm. */
export function controlApp(controls: Controls): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use((request, response, next) => authorize(controls.token, { request, response, next }));
  app.use(express.json({ limit: '1mb' }));
  app.get('/observed', (_request, response) => void response.json(controls.observed()));
  addFaultRoutes(app, controls.faults);
  addSentryRoutes(app, controls);
  addStormRoutes(app, controls);
  app.post('/slack/channels', (request, response) => {
    const { name, id } = channelRequest.parse(request.body);
    response.status(201).json({ channel: controls.addChannel(name, id) });
  });
  app.post('/pagerduty/services', (request, response) => {
    const { routingKey } = serviceRequest.parse(request.body ?? {});
    response.status(201).json({ routingKey: controls.addRoutingKey(routingKey) });
  });
  addPersonRoutes(app, controls);
  addPressRoutes(app, controls.presses);
  addSocketRoutes(app, controls.socket);
  addWebhookRoutes(app, controls);
  app.use(explain);
  return app;
}

/** What people press in Slack, and what they were answered. */
function addPressRoutes(app: Express, presses: Controls['presses']): void {
  app.post('/slack/presses', async (request, response) => {
    response.json({ answers: await presses.press(pressRequest.parse(request.body)) });
  });
  app.post('/slack/commands', async (request, response) => {
    response.json({ answers: await presses.say(commandRequest.parse(request.body)) });
  });
  app.get('/slack/ephemeral', (_request, response) => void response.json({ lines: presses.ephemeral() }));
  app.post('/slack/user-groups', (request, response) => {
    const { members } = userGroupRequest.parse(request.body);
    response.status(201).json({ group: presses.addUserGroup(members) });
  });
}

/** Socket Mode's connections, which can be broken. */
function addSocketRoutes(app: Express, socket: SocketControl): void {
  app.get('/slack/socket', (_request, response) => {
    response.json({ connections: socket.connections(), envelopes: socket.envelopes() });
  });
  app.post('/slack/socket', (request, response) => {
    const asked = socketRequest.parse(request.body);
    if (asked.does === 'let-in') socket.letIn(asked.open);
    const ended =
      asked.does === 'let-in' ? 0 : asked.does === 'cut' ? socket.cut() : socket.disconnect(asked.reason);
    response.json({ ended });
  });
}

/** What people do at PagerDuty, and whom it woke. */
function addPersonRoutes(app: Express, { pagerduty, observed }: Controls): void {
  const act = (asked: unknown): boolean => pagerduty.act(pagerDutyAct.parse(asked));
  app.get('/pagerduty/wakings', (_request, response) => {
    response.json({ wakings: observed().pagerduty.wakings });
  });
  app.post('/pagerduty/on-call', (request, response) => {
    pagerduty.setOnCall(onCallRequest.parse(request.body).people);
    response.status(204).end();
  });
  app.post('/pagerduty/acknowledge', (request, response) => {
    response.json({ acknowledged: act({ does: 'acknowledge', ...pageRequest.parse(request.body) }) });
  });
  app.post('/pagerduty/resolve', (request, response) => {
    response.json({ resolved: act({ does: 'resolve', ...pageRequest.parse(request.body) }) });
  });
}

/** Where PagerDuty's webhooks go, and how they arrive. */
function addWebhookRoutes(app: Express, { pagerduty }: Controls): void {
  app.post('/pagerduty/act', (request, response) => {
    response.json({ done: pagerduty.act(pagerDutyAct.parse(request.body)) });
  });
  app.post('/pagerduty/webhook', (request, response) => {
    const { url, ...manner } = webhookRequest.parse(request.body);
    pagerduty.setWebhook(url);
    pagerduty.setManner(manner);
    response.status(204).end();
  });
}

function addFaultRoutes(app: Express, faults: FaultBoard): void {
  app.get('/faults', (_request, response) => void response.json({ faults: faults.list() }));
  app.post(
    '/faults',
    (request, response) => void response.status(201).json({ id: faults.add(request.body) }),
  );
  app.delete('/faults', (_request, response) => {
    faults.clear();
    response.status(204).end();
  });
  app.delete('/faults/:id', (request, response) => {
    const { id } = request.params;
    if (faults.remove(id)) response.status(204).end();
    else fail(response, 404, `There is no fault "${id}". GET /faults lists those in force.`);
  });
}

function addSentryRoutes(app: Express, { sentry }: Controls): void {
  app.post('/sentry/target', (request, response) => {
    sentry.setTarget(targetRequest.parse(request.body).url);
    response.status(204).end();
  });
  app.post('/sentry/secret', (request, response) => {
    sentry.setSecret(secretRequest.parse(request.body).secret);
    response.status(204).end();
  });
}

function addStormRoutes(app: Express, controls: Controls): void {
  const { sentry, clock } = controls;
  const storms: StormProgress[] = [];
  let stop = new AbortController();
  app.get('/storms', (_request, response) => void response.json({ storms }));
  app.delete('/storms', (_request, response) => {
    stop.abort();
    stop = new AbortController();
    response.status(204).end();
  });
  app.post('/storms', (request, response) => {
    const storm = stormRequest.parse(request.body ?? {});
    if (storms.some((other) => !other.done)) {
      fail(response, 409, 'A storm is running. DELETE /storms stops it.');
      return;
    }
    if (storm.target !== undefined) sentry.setTarget(storm.target);
    if (storm.secret !== undefined) sentry.setSecret(storm.secret);
    if (!sentry.hasTarget()) {
      fail(response, 400, 'No target: add "target" with the webhook URL of the relay.');
      return;
    }
    const errors = Math.max(1, Math.round((storm.perMinute * storm.seconds) / 60));
    const progress: StormProgress = {
      id: `storm-${storms.length + 1}`,
      errors,
      sent: 0,
      accepted: 0,
      done: false,
    };
    storms.push(progress);
    void runStorm(storm, { sentry, clock, stop: AbortSignal.any([stop.signal, controls.closing]), progress });
    return void response.status(202).json(progress);
  });
}

function authorize(token: string, so: { request: Request; response: Response; next: NextFunction }): void {
  const given = /^Bearer\s+(\S+)$/i.exec(so.request.headers.authorization ?? '')?.[1] ?? '';
  if (timingSafeEqual(digest(given), digest(token))) so.next();
  else
    fail(
      so.response,
      401,
      'Send "Authorization: Bearer <control.token>"; the token is printed when the fakes start.',
    );
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Whatever a request got wrong is explained; express knows an error handler by its four parameters. */
function explain(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  if (response.headersSent) next(error);
  else if (error instanceof z.ZodError) fail(response, 400, z.prettifyError(error));
  else fail(response, 400, error instanceof Error ? error.message : 'The request cannot be understood.');
}

function fail(response: Response, status: number, message: string): void {
  response.status(status).json({ error: { message } });
}

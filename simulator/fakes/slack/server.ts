import type { Express, Request, Response } from 'express';
import { jsonAnswer } from '../../faults/fault-plan.ts';
import type { FaultBoard } from '../../faults/fault-board.ts';
import { tooMany } from '../../faults/rate-limit.ts';
import { bareApp, holdBack, write, type Surroundings } from '../exchange.ts';
import type { ToldToWait } from '../told-to-wait.ts';
import { recordOf, withoutEffect, type CallOutcome } from './call-record.ts';
import { postThroughWebhook, refused } from './incoming-webhook.ts';
import { bucketName, type Countable, type SlackLimiter } from './limiter.ts';
import { takeAnswer } from './presses/response-url.ts';
import { appTokenMethod, methods, type MethodEntry } from './methods.ts';
import { readParams, text, tokenOf, type Params } from './params.ts';
import { bodyOfReply, refusal, type MethodCall, type Refusal } from './reply.ts';
import { findChannel, type SlackApp, type Workspace } from './workspace.ts';

/** What the fake Slack's door needs. */
export interface SlackDoor extends Surroundings {
  readonly workspace: Workspace;
  readonly limiter: SlackLimiter;
  readonly told: ToldToWait;
  readonly faults: FaultBoard;
}

/** One request on its way through the door. */
interface Visit {
  readonly method: string;
  readonly channel: string | null;
  readonly countable: Countable;
  /** Runs when limits and faults let it through. */
  readonly run: (hidden: boolean) => CallOutcome;
  /** Why the caller may not come in at all. */
  readonly refused: CallOutcome | null;
}

/** The fake Slack: the Web API under `/api/`, one incoming webhook under `/services/`, answers to what people do under `/actions/` and `/commands/`. */
export function slackApp(door: SlackDoor): Express {
  const app = bareApp();
  app.all('/api/:method', (request, response) => receive(door, visitApi(door, request), response));
  app.post('/services/:team/:bot/:secret', (request, response) =>
    receive(door, visitWebhook(door, request), response),
  );
  for (const act of ['actions', 'commands'])
    app.post(`/${act}/:team/:number/:key`, (request, response) =>
      takeAnswer(door.workspace, request, response),
    );
  return app;
}

/** Faults first, then the limits, then the method; whatever a fault answers, the record says what really happened. */
async function receive(door: SlackDoor, visit: Visit, response: Response): Promise<void> {
  const { method, channel, countable } = visit;
  const at = door.clock.now();
  const { name: fault, plan } = door.faults.draw({ service: 'slack', method, channel, routingKey: null, at });
  const heard = door.told.heard(bucketName(countable), at);
  await holdBack(plan, door);
  const outcome =
    plan.takesEffect === false
      ? withoutEffect(plan.answer ?? 'never', null)
      : admit(door, visit, plan.hidden ?? false);
  // A limit speaks before a fault that acts after the effect: there was no effect, and the 429 was noted as told.
  const answer = outcome.error === 'ratelimited' ? outcome.answer : (plan.answer ?? outcome.answer);
  if (plan.retryAfter !== undefined && answer === plan.answer)
    door.told.tell(bucketName(countable), door.clock.now(), plan.retryAfter);
  door.workspace.calls.push(recordOf({ at, method, channel, fault, heard }, { ...outcome, answer }));
  write(response, answer);
}

function admit(door: SlackDoor, visit: Visit, hiddenByFault: boolean): CallOutcome {
  if (visit.refused !== null) return visit.refused;
  const now = door.clock.now();
  const verdict = door.limiter.admit(visit.countable, now);
  if (typeof verdict === 'object') {
    door.told.tell(bucketName(visit.countable), now, verdict.retryAfter);
    return withoutEffect(
      tooMany({ service: 'slack', method: visit.method }, verdict.retryAfter),
      'ratelimited',
    );
  }
  return visit.run(hiddenByFault || verdict === 'hidden');
}

function visitApi(door: SlackDoor, request: Request): Visit {
  const { workspace } = door;
  const method = String(request.params['method']);
  const read = readParams(request);
  const params: Params = typeof read === 'string' ? new Map() : read;
  const token = tokenOf(request, params);
  const isAppToken = token === workspace.socketMode.appToken;
  const app = isAppToken
    ? workspace.webhookApp
    : workspace.apps.find((candidate) => candidate.token === token);
  const named = text(params, 'channel');
  const channel = named === null ? undefined : findChannel(workspace, named);
  const entry = methods.get(method);
  const allowance = entry?.allowance ?? 'other';
  const countable = { appId: app?.appId ?? 'unknown', method, allowance, channel: channel?.id ?? null };
  const why =
    typeof read === 'string' ? refusal(read) : whyRefused({ entry, token, app, method, isAppToken });
  const place = channel?.id ?? named;
  if (why !== null || entry === undefined || app === undefined) {
    return {
      method,
      channel: place,
      countable,
      refused: refusedOutcome(why ?? refusal('invalid_auth')),
      run: neverRuns,
    };
  }
  const run = (hidden: boolean): CallOutcome =>
    runMethod(entry, { workspace, app, channel, params, now: door.clock.now(), hidden });
  return { method, channel: place, countable, refused: null, run };
}

function whyRefused(call: {
  readonly entry: MethodEntry | undefined;
  readonly token: string | null;
  readonly app: SlackApp | undefined;
  readonly method: string;
  readonly isAppToken: boolean;
}): Refusal | null {
  const { entry, token, app } = call;
  if (entry === undefined) return refusal('unknown_method', { req_method: call.method });
  if (token === null) return refusal('not_authed');
  if (app === undefined) return refusal('invalid_auth');
  if (call.isAppToken !== (call.method === appTokenMethod)) return refusal('not_allowed_token_type');
  if (entry.scope === null || app.scopes.has(entry.scope)) return null;
  return refusal('missing_scope', { needed: entry.scope, provided: [...app.scopes].join(',') });
}

function runMethod(entry: MethodEntry, call: MethodCall): CallOutcome {
  const reply = entry.run(call);
  const answer = jsonAnswer(200, bodyOfReply(reply), { 'x-oauth-scopes': [...call.app.scopes].join(',') });
  if (!reply.ok) return withoutEffect(answer, reply.error);
  return {
    answer,
    error: null,
    ts: reply.ts ?? null,
    threadTs: reply.threadTs ?? null,
    broadcast: reply.broadcast ?? false,
    stored: reply.stored ?? false,
    hidden: call.hidden && entry.allowance === 'post',
  };
}

function visitWebhook(door: SlackDoor, request: Request): Visit {
  const { workspace } = door;
  const app = workspace.webhookApp;
  const channel = workspace.channels.get(workspace.webhook.channel);
  const method = 'incoming-webhook';
  const countable = { appId: app.appId, method, allowance: 'post', channel: channel?.id ?? null } as const;
  const base = { method, channel: channel?.id ?? null, countable };
  if (request.path !== workspace.webhook.path) {
    return {
      ...base,
      refused: withoutEffect(refused(403, 'invalid_token').answer, 'invalid_token'),
      run: neverRuns,
    };
  }
  const run = (hidden: boolean): CallOutcome => {
    const call = { workspace, app, channel, params: new Map(), now: door.clock.now(), hidden };
    const { answer, error, ts } = postThroughWebhook(call, request);
    return { ...withoutEffect(answer, error), ts, stored: ts !== null, hidden: hidden && ts !== null };
  };
  return { ...base, refused: null, run };
}

function refusedOutcome(why: Refusal): CallOutcome {
  return withoutEffect(jsonAnswer(200, bodyOfReply(why)), why.error);
}

function neverRuns(): CallOutcome {
  throw new Error('A refused call was run; this is a mistake in the fake.');
}

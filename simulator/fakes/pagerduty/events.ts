import type { Request, Response } from 'express';
import { jsonAnswer, type Answer } from '../../faults/fault-plan.ts';
import type { FaultBoard } from '../../faults/fault-board.ts';
import { tooMany, withoutRetryAfter } from '../../faults/rate-limit.ts';
import type { PagerDutyCall } from '../../observed.ts';
import { bodyOf, holdBack, isObject, jsonOf, statusOf, write, type Surroundings } from '../exchange.ts';
import type { FakeLimits } from '../limits.ts';
import { countInWindow, windowWait, type WindowState } from '../sliding-window.ts';
import type { Account, PagerDutyService } from './account.ts';
import { applyEvent } from './dedup.ts';
import { checkRoutingKey, checkSummaryAndSource, readEvent } from './event-check.ts';

/** "Maximum size 512 KB"; Alertmanager counts 512,000 bytes and so does this fake. */
const mostBytes = 512_000;

/** What the Events v2 door needs. */
export interface EventsDoor extends Surroundings {
  readonly account: Account;
  readonly limits: Readonly<FakeLimits>;
  readonly faults: FaultBoard;
  /** What each routing key was let through in the last minute. */
  readonly windows: Map<string, WindowState>;
}

interface Handled {
  readonly answer: Answer;
  readonly effect: PagerDutyCall['effect'];
  readonly dedupKey: string | null;
}

/** Handles `/v2/enqueue` and `/v2/change/enqueue`. */
export async function receiveEvent(door: EventsDoor, request: Request, response: Response): Promise<void> {
  const at = door.clock.now();
  const bytes = bodyOf(request);
  const parsed = jsonOf(bytes.toString('utf8'));
  const event = isObject(parsed) ? parsed : null;
  const routingKey = textOf(event?.['routing_key']) ?? '';
  const method = request.path;
  const { name: fault, plan } = door.faults.draw({
    service: 'pagerduty',
    method,
    channel: null,
    routingKey,
    at,
  });
  await holdBack(plan, door);
  const refusedByFault = plan.takesEffect === false;
  const handled = refusedByFault
    ? null
    : handle(door, { event, size: bytes.length, isChange: method.includes('/change/') });
  const ingested = handled !== null && handled.effect !== 'refused';
  // The throttle speaks before a fault that acts after the effect: nothing was ingested that could fail later.
  const throttled = handled?.answer.status === 429;
  const answer = throttled ? handled.answer : (plan.answer ?? handled?.answer ?? 'never');
  door.account.calls.push({
    at,
    routingKey,
    ...describe(event, method),
    dedupKey: handled?.dedupKey ?? textOf(event?.['dedup_key']),
    status: statusOf(answer),
    ingested,
    effect: handled?.effect ?? 'refused',
    fault,
    bytes: bytes.length,
  });
  write(response, answer);
}

function handle(
  door: EventsDoor,
  sent: { event: Record<string, unknown> | null; size: number; isChange: boolean },
): Handled {
  const { event } = sent;
  if (event === null) {
    const message = 'Event object format is unrecognized';
    return refused(jsonAnswer(400, { status: 'Unrecognized object', message, errors: ['JSON parse error'] }));
  }
  if (sent.size > mostBytes) return invalid([`Event is larger than ${mostBytes} bytes`]);
  const problems = checkRoutingKey(event['routing_key']);
  if (problems.length > 0) return invalid(problems);
  const service = door.account.services.get(textOf(event['routing_key']) ?? '');
  if (service === undefined) return invalid(['Invalid routing key']);
  // Change events are not alerts, but they come through the same integration and are counted with it.
  if (isThrottled(door, service))
    return refused(withoutRetryAfter(tooMany({ service: 'pagerduty', method: '' }, 1)));
  return sent.isChange ? takeChange(event) : takeEvent(door, service, event);
}

function takeEvent(door: EventsDoor, service: PagerDutyService, raw: Record<string, unknown>): Handled {
  const event = readEvent(raw, () => door.account.random.hex(32));
  if (Array.isArray(event)) return invalid(event);
  const effect = applyEvent(door.account, service, event);
  const answer = jsonAnswer(202, {
    status: 'success',
    message: 'Event processed',
    dedup_key: event.dedupKey,
  });
  return { answer, effect, dedupKey: event.dedupKey };
}

/** A change event pages nobody and has no state: it is only acknowledged. */
function takeChange(raw: Record<string, unknown>): Handled {
  const payload = raw['payload'];
  const problems = isObject(payload)
    ? checkSummaryAndSource(payload, false)
    : ["'payload' is missing or blank"];
  if (problems.length > 0) return invalid(problems);
  const answer = jsonAnswer(202, { status: 'success', message: 'Change event processed' });
  return { answer, effect: 'updated', dedupKey: null };
}

function isThrottled(door: EventsDoor, service: PagerDutyService): boolean {
  const window = door.windows.get(service.routingKey) ?? [];
  door.windows.set(service.routingKey, window);
  const now = door.clock.now();
  if (windowWait(window, door.limits.pagerdutyPerMinute, now) > 0) return true;
  countInWindow(window, now);
  return false;
}

function describe(
  event: Record<string, unknown> | null,
  path: string,
): Pick<PagerDutyCall, 'action' | 'severity' | 'summary'> {
  const payload = isObject(event?.['payload']) ? event['payload'] : {};
  const action = path.includes('/change/') ? 'change' : (textOf(event?.['event_action']) ?? '');
  return { action, severity: textOf(payload['severity']), summary: textOf(payload['summary']) };
}

function invalid(errors: readonly string[]): Handled {
  return refused(jsonAnswer(400, { status: 'invalid event', message: 'Event object is invalid', errors }));
}

function refused(answer: Answer): Handled {
  return { answer, effect: 'refused', dedupKey: null };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

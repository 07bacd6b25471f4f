import { describe, expect, it } from 'vitest';
import type { WebhookCall } from '../../../simulator/observed.ts';
import type { Evidence } from '../../../simulator/referee/evidence.ts';
import { programTold } from '../../../simulator/referee/checks/program-told.ts';
import { goodRun } from './evidence-sample.ts';

type Event = NonNullable<WebhookCall['event']>;

function call(n: number, event: Partial<Event>, over: Partial<WebhookCall> = {}): WebhookCall {
  const told = { type: 'incident.opened', incident: 'i1', status: 'open', alerts: 1, storm: false } as const;
  return {
    at: 1_000 * n,
    webhookId: `msg_${n}`,
    verified: true,
    taken: true,
    status: 200,
    fault: null,
    bytes: 900,
    event: { ...told, changes: [n], ...event },
    ...over,
  };
}

const books = { accepted: 12, shown: 2, folded: 8, suppressed: 2, setAside: 0, dead: 0, inFlight: 0 };
const good = [
  call(1, {}),
  call(2, { incident: 'i2', alerts: 3 }),
  call(3, { incident: 'i2', status: 'folded', alerts: 0 }),
  call(4, { alerts: 9, status: 'resolved' }),
  call(5, { incident: 'i3', alerts: 1 }),
];

function judged(webhook: readonly WebhookCall[] | null, perMinute = 600): boolean | null {
  const evidence: Evidence = { ...goodRun(), webhook, books };
  return programTold.bind({ perMinute }).judge(evidence).ok;
}

describe('what a program was told', () => {
  it('holds where its last state counts what the books count', () => {
    expect(judged(good)).toBe(true);
    expect(judged(null)).toBeNull();
  });

  it('may come twice where no answer came', () => {
    expect(judged([call(1, {}, { status: null }), ...good])).toBe(true);
    expect(judged([call(1, {}, { status: 503 }), ...good])).toBe(true);
  });

  it.each<[string, readonly WebhookCall[], number?]>([
    ['was never told of the end', good.slice(0, 3)],
    ['was told under one id twice', [...good, call(5, { incident: 'i3', changes: [] })]],
    ['was told of one change under two ids', [...good, call(6, { incident: 'i3', changes: [5] })]],
    ['was told by somebody else', [...good, call(7, { incident: 'i3' }, { verified: false, status: 401 })]],
    ['was told more than its budget', good, 3],
  ])('fails where it %s', (_name, calls, perMinute) => {
    expect(judged(calls, perMinute)).toBe(false);
  });
});

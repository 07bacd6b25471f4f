import { describe, it } from 'vitest';
import type { FaultSpec } from '../../../simulator/fakes/start.ts';
import { expectFoundOut, type Trouble } from './found-out.ts';
import type { Drilling } from './real-world.ts';

const fault =
  (make: (world: Drilling) => FaultSpec) =>
  (world: Drilling): void =>
    void world.of.fakes.faults.add(make(world));

const troubleList: readonly Trouble[] = [
  {
    name: 'a Slack that answers 429',
    before: fault(({ channel }) => ({
      target: { service: 'slack', method: 'chat.postMessage', channel },
      fault: { kind: 'rate-limit', retryAfter: 30 },
    })),
    inputs: { timeout: '8s' },
    cause: /Slack limits chat\.postMessage/,
  },
  {
    name: 'a Slack that answers 503',
    before: fault(({ channel }) => ({
      target: { service: 'slack', method: 'chat.postMessage', channel },
      fault: { kind: 'status', status: 503 },
    })),
    inputs: { timeout: '8s' },
    cause: /HTTP 503/,
  },
  {
    name: 'a PagerDuty that throttles',
    before: fault(({ key }) => ({
      target: { service: 'pagerduty', method: '/v2/enqueue', routingKey: key },
      fault: { kind: 'rate-limit', form: 'bare' },
    })),
    inputs: { timeout: '8s' },
    cause: /429/,
  },
  {
    name: 'a slow Slack',
    before: fault(({ channel }) => ({
      target: { service: 'slack', method: 'chat.postMessage', channel },
      fault: { kind: 'latency', ms: 1_500 },
    })),
    inputs: { 'max-slack-ms': '1200' },
    cause: /Slack took .* limit/i,
  },
  {
    name: 'a Slack that never answers',
    before: fault(({ channel }) => ({
      target: { service: 'slack', method: 'chat.postMessage', channel },
      fault: { kind: 'timeout' },
    })),
    inputs: { timeout: '8s' },
    cause: /Not done within 8 s/,
  },
  {
    name: 'a message that Slack accepts and never shows',
    before: fault(({ channel }) => ({
      target: { service: 'slack', method: 'chat.postMessage', channel },
      fault: { kind: 'hidden' },
    })),
    cause: /not in the channel's history/,
  },
];

describe('the bundle finds out, in real time,', () => {
  it.each(troubleList)('$name', expectFoundOut);
});

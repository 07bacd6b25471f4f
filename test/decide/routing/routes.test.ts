import { describe, expect, it } from 'vitest';
import { routesTaken, silentBecauseOf } from '../../../src/decide/routing/routes.ts';
import { route } from './routed-story.ts';

const tree = route('everyone', [], {
  routes: [
    route('payments', ['service=~"pay.*"'], {
      continue: true,
      routes: [route('payments-night', ['level="fatal"'])],
    }),
    route('web', ['service="checkout"']),
    route('never', ['service="checkout"']),
  ],
});

function taken(labels: Readonly<Record<string, string | readonly string[]>>): readonly string[] {
  const values = Object.entries(labels).map(([label, value]) => [label, [value].flat()] as const);
  return routesTaken(tree, new Map(values)).map(
    ({ route: { receiver }, path }) => `${receiver} ${path.join('.')}`,
  );
}

describe('the tree of routes', () => {
  it('ends at the deepest that matches, goes on after one that says so, and is never without an answer', () => {
    expect(taken({ service: 'cart' })).toEqual(['everyone ']);
    expect(taken({ service: 'pay-api' })).toEqual(['payments 0']);
    expect(taken({ service: 'pay-api', level: 'fatal' })).toEqual(['payments-night 0.0']);
    expect(taken({ service: 'checkout' })).toEqual(['web 1']);
    expect(taken({ service: ['pay-api', 'checkout'] })).toEqual(['payments 0', 'web 1']);
    expect(taken({})).toEqual(['everyone ']);
  });

  it('is silent while an interval mutes it, or while none of those holds in which it would speak', () => {
    const intervals = {
      nights: [{ times: [{ from: 0, to: 360 }] }],
      office: [{ times: [{ from: 540, to: 1020 }] }],
    };
    const [night, noon] = [Date.parse('2026-03-10T03:00:00Z'), Date.parse('2026-03-10T12:00:00Z')];
    const muted = route('a', [], { muteTimeIntervals: ['nights'] });
    const active = route('a', [], { activeTimeIntervals: ['office', 'unknown'] });
    expect([night, noon].map((at) => silentBecauseOf(muted, intervals, at))).toEqual(['nights', null]);
    expect([night, noon].map((at) => silentBecauseOf(active, intervals, at))).toEqual(['office', null]);
    expect(silentBecauseOf(route('a', []), intervals, night)).toBeNull();
  });
});

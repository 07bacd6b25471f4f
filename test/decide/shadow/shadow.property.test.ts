import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Incident } from '../../../src/domain/incident.ts';
import type { Disposition } from '../../../src/domain/inbox/disposition.ts';
import type { Route } from '../../../src/domain/routing/route.ts';
import { alert } from '../../make.ts';
import { Story } from '../../correlate/story.ts';
import { everyone, route, toPayments } from '../routing/routed-story.ts';
import { ghost, payments, shadowed, wouldHave } from './shadow-story.ts';

const services = ['cart', 'login', 'pay-api', 'pay-web', 'search'];

const event = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('alert' as const),
      service: fc.constantFrom(...services),
      level: fc.constantFrom('error', 'warning', 'fatal', 'fatal'),
      n: fc.nat(1),
      over: fc.nat(7).map((n) => n === 0),
      refused: fc.nat(3).map((n) => n === 0),
      environment: fc.constantFrom('production', 'production', 'staging', null),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('acknowledge' as const, 'resolve' as const, 'split' as const),
      n: fc.nat(20),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      ms: fc.constantFrom(60_000, 400_000, 8_000_000),
    }),
  },
);
type Event = typeof event extends fc.Arbitrary<infer E> ? E : never;

/** Where the routes of the shadow stand, and what they say. */
const beside = fc.array(
  fc.record({
    at: fc.nat(3),
    matcher: fc.constantFrom('service=~"pay.*"', 'level="fatal"', 'service="cart"', 'storm="true"'),
    goesOn: fc.boolean(),
    holdMs: fc.constantFrom(0, 120_000),
    escalates: fc.boolean(),
  }),
  { minLength: 1, maxLength: 3 },
);

const real: readonly Route[] = [
  { ...toPayments, continue: true, holdMs: 120_000 },
  route('payments', ['level="fatal"'], { escalate: { unacknowledgedForMs: 300_000, to: 'payments' } }),
];

function withShadows(shadows: typeof beside extends fc.Arbitrary<infer S> ? S : never): readonly Route[] {
  const routes = [...real];
  for (const { at, matcher, goesOn, holdMs, escalates } of shadows) {
    const escalate = escalates ? { unacknowledgedForMs: 300_000, to: 'ghost' } : null;
    routes.splice(at, 0, route('ghost', [matcher], { continue: goesOn, holdMs, escalate }));
  }
  return routes;
}

function play(story: Story, events: readonly Event[]): readonly Disposition[] {
  const dispositions: Disposition[] = [];
  let now = 0;
  for (const one of events) {
    now += 500;
    if (one.kind === 'wait') story.tick((now += one.ms));
    else if (one.kind === 'alert') {
      const { service, level, n, over, refused, environment } = one;
      const message = refused ? 'connect ECONNREFUSED redis-main:6379' : `trouble ${'ab'[n]} of its own`;
      const issueKey = `sentry:acme/${service}-${n}-${String(refused)}`;
      const exceptions = [{ type: 'Error', value: message, module: null }];
      const told = { service, project: service, level, message, issueKey, exceptions, environment };
      const status = over ? 'resolved' : 'firing';
      dispositions.push(
        story.tell(
          now,
          alert({ ...told, status, type: 'Error', title: `Error: ${message}`, eventId: `e${now}` }),
        ),
      );
    } else {
      const root = story.roots[one.n % Math.max(1, story.roots.length)];
      if (root === undefined) continue;
      if (one.kind === 'split') story.split(now, root.id);
      else story.operator(now, one.kind, root.id);
    }
  }
  return dispositions;
}

/** An incident without what the shadow keeps there, and the places of routes, which move when others are written. */
function bare(incident: Incident): unknown {
  const routed = incident.routed?.map((one) => ({ ...one, path: undefined }));
  return { ...incident, shadow: undefined, changedAt: undefined, routed };
}

const timelineOf = (story: Story): unknown =>
  [...story.state.timeline].map(([id, items]) => [
    id,
    items.map(({ decision, ...item }) => ({ ...item, decision: { ...decision, route: '' } })),
  ]);

describe('a receiver in the shadow', () => {
  it('is sent nothing, and changes nothing that is decided for those who are not', () => {
    let recorded = 0;
    fc.assert(
      fc.property(beside, fc.array(event, { maxLength: 60 }), (others, events) => {
        const alone = shadowed(real);
        const { shadows, ...policy } = alone.state.meta.policy;
        expect(shadows).toBeDefined();
        if (policy.routing === undefined) throw new Error('There are no routes.');
        const routing = { ...policy.routing, receivers: [payments, everyone] };
        const without = new Story({ ...policy, routing });
        const with_ = shadowed(withShadows(others));

        const [before, after] = [play(without, events), play(with_, events)];
        expect(after).toEqual(before);
        expect([...with_.wanted]).toEqual([...without.wanted]);
        expect(with_.incidents.map(bare)).toEqual(without.incidents.map(bare));
        expect(timelineOf(with_)).toEqual(timelineOf(without));
        expect(with_.deadLetters).toEqual(without.deadLetters);

        for (const { receiver } of with_.wanted.values()) expect(ghost.surfaces).not.toContain(receiver);
        recorded += with_.incidents.flatMap(wouldHave).length;
      }),
      { numRuns: 150 },
    );
    expect(recorded).toBeGreaterThan(100);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { routeStandings } from '../../../src/decide/routing/route-standings.ts';
import { routesTaken } from '../../../src/decide/routing/routes.ts';
import type { Alert } from '../../../src/domain/alert.ts';
import type { Route } from '../../../src/domain/routing/route.ts';
import { alert } from '../../make.ts';
import { press } from '../../correlate/presses/press.ts';
import type { Story } from '../../correlate/story.ts';
import { route, routed } from './routed-story.ts';

const services = ['cart', 'login', 'pay-api', 'pay-web', 'search'];
const levels = ['error', 'warning', 'fatal', 'fatal'];
const receivers = ['payments', 'web', 'managers', 'everyone'];

const matcher = fc.oneof(
  fc.constantFrom(...services).map((service) => `service="${service}"`),
  fc.constantFrom(...services).map((service) => `service!="${service}"`),
  fc.constantFrom(
    'service=~"pay-.*"',
    'level="fatal"',
    'level!~"fatal|error"',
    'storm="true"',
    'users>=2',
    'tags.region=""',
  ),
);

const leaf = fc.record({
  receiver: fc.constantFrom(...receivers),
  matchers: fc.array(matcher, { minLength: 1, maxLength: 2 }),
  goesOn: fc.boolean(),
  holdMs: fc.constantFrom(0, 0, 120_000),
  muted: fc.nat(3).map((n) => n === 0),
  escalates: fc.option(fc.constantFrom(...receivers), { nil: null }),
});

const tree = fc.array(fc.record({ node: leaf, below: fc.array(leaf, { maxLength: 2 }) }), { maxLength: 4 });

type Leaf = typeof leaf extends fc.Arbitrary<infer L> ? L : never;

function nodeOf(
  { receiver, matchers, goesOn, holdMs, escalates, muted }: Leaf,
  routes: readonly Route[],
): Route {
  const escalate = escalates === null ? null : { unacknowledgedForMs: 300_000, to: escalates };
  return route(receiver, matchers, {
    continue: goesOn,
    holdMs,
    escalate,
    routes,
    muteTimeIntervals: muted ? ['always'] : [],
  });
}

const routesOf = (nodes: readonly { node: Leaf; below: readonly Leaf[] }[]): Route[] =>
  nodes.map(({ node, below }) =>
    nodeOf(
      node,
      below.map((one) => nodeOf(one, [])),
    ),
  );

/** What happens: an alert, a person, or time that passes. */
const event = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('alert' as const),
      service: fc.constantFrom(...services),
      level: fc.constantFrom(...levels),
      n: fc.integer({ min: 0, max: 1 }),
      user: fc.constantFrom('a', 'b', 'c'),
      over: fc.nat(7).map((n) => n === 0),
      refused: fc.nat(3).map((n) => n === 0),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('acknowledge' as const, 'resolve' as const, 'page' as const),
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

function alertOf(
  {
    service,
    level,
    n,
    user,
    over,
    refused,
  }: {
    service: string;
    level: string;
    n: number;
    user: string;
    over: boolean;
    refused: boolean;
  },
  at: number,
): Alert {
  const message = refused ? 'connect ECONNREFUSED redis-main:6379' : `trouble ${'abcdefg'[n]} of its own`;
  return alert({
    service,
    project: service,
    issueKey: `sentry:acme/${service}-${n}-${String(refused)}`,
    level,
    title: `Error: ${message}`,
    type: 'Error',
    message,
    exceptions: [{ type: 'Error', value: message, module: null }],
    eventId: `e${at}`,
    userHash: user,
    status: over ? 'resolved' : 'firing',
  });
}

type Event = typeof event extends fc.Arbitrary<infer E> ? E : never;

function run(
  nodes: Parameters<typeof routesOf>[0],
  events: readonly Event[],
  check: (story: Story) => void,
): Story {
  const story = routed(routesOf(nodes), { intervals: { always: [{}] } });
  let now = 0;
  for (const one of events) {
    now += 500;
    if (one.kind === 'alert') story.tell(now, alertOf(one, now));
    else if (one.kind === 'wait') story.tick((now += one.ms));
    else {
      const { roots } = story;
      const root = roots[one.n % Math.max(1, roots.length)];
      if (root === undefined) continue;
      if (one.kind === 'page') press(story, now, `page ${root.id}`);
      else story.operator(now, one.kind, root.id);
    }
    check(story);
  }
  return story;
}

/** Pages that ring, by incident and receiver. */
function ringing(story: Story): readonly string[] {
  return [...story.wanted.values()].flatMap(({ incident, receiver, projection }) =>
    projection.surface === 'page' && projection.state === 'triggered' ? [`${incident} ${receiver}`] : [],
  );
}

describe('routing', () => {
  it('leaves no incident without a receiver, and no receiver with two pages of one incident that ring', () => {
    fc.assert(
      fc.property(tree, fc.array(event, { maxLength: 80 }), (nodes, events) => {
        run(nodes, events, (story) => {
          for (const { id, routed: told } of story.incidents)
            expect([id, told?.length ?? 0]).not.toEqual([id, 0]);
          const pages = ringing(story);
          expect(new Set(pages).size).toBe(pages.length);
          expect(story.deadLetters).toEqual([]);
        });
      }),
      { numRuns: 150 },
    );
  });

  it('wants a page, or says why not, for whatever meets the rules of a receiver that can be woken', () => {
    fc.assert(
      fc.property(tree, fc.array(event, { maxLength: 80 }), (nodes, events) => {
        run(nodes, events, (story) => {
          for (const { parent, status, desks = {} } of story.incidents)
            for (const desk of parent === null && status !== 'resolved' ? Object.values(desks) : [])
              if (desk.met !== null) expect(desk.page ?? desk.unpaged).not.toBeNull();
        });
      }),
      { numRuns: 100 },
    );
  });

  it('shows every page that is wanted to the pager of its receiver, whoever wanted it, and at whatever hour', () => {
    fc.assert(
      fc.property(tree, fc.array(event, { maxLength: 80 }), (nodes, events) => {
        run(nodes, events, (story) => {
          for (const { id, parent, status, desks = {} } of story.incidents) {
            if (parent !== null || status === 'resolved') continue;
            const rows = [...story.wanted.values()].filter(({ incident }) => incident === id);
            for (const [receiver, { page }] of Object.entries(desks)) {
              if (page === null || page.joined !== null) continue;
              const shown = rows.filter(
                ({ projection: of }) =>
                  of.surface === 'page' &&
                  of.receiver === receiver &&
                  of.generation === page.generations.length,
              );
              expect([id, receiver, shown.length]).toEqual([id, receiver, 1]);
            }
          }
        });
      }),
      { numRuns: 150 },
    );
  });

  it('decides the same again', () => {
    fc.assert(
      fc.property(tree, fc.array(event, { maxLength: 30 }), (nodes, events) => {
        const [once, twice] = [1, 2].map(() => run(nodes, events, () => undefined));
        expect([...(twice?.wanted ?? [])]).toEqual([...(once?.wanted ?? [])]);
        expect(twice?.state.incidents).toEqual(once?.state.incidents);
      }),
      { numRuns: 50 },
    );
  });

  it('is explained as it is: the routes that are said to be taken are those that are', () => {
    const labels = fc.record({
      service: fc.constantFrom(...services),
      level: fc.constantFrom(...levels),
      storm: fc.constantFrom('true', 'false'),
      users: fc.constantFrom('1', '3'),
    });
    fc.assert(
      fc.property(tree, labels, fc.subarray(receivers), (nodes, said, meant) => {
        const root = route('everyone', [], { routes: routesOf(nodes) });
        const values = new Map(Object.entries(said).map(([label, value]) => [label, [value]]));
        const isMeant = (name: string): boolean => meant.includes(name);
        const taken = routeStandings(root, values, isMeant)
          .filter(({ standing }) => standing.code === 'taken')
          .map(({ path }) => path);
        expect(taken).toEqual(routesTaken(root, values, isMeant).map(({ path }) => path));
      }),
    );
  });

  it('does not ask in which order routes stand of which an alert meets one at most', () => {
    const siblings = fc.shuffledSubarray(services, { minLength: 1 });
    fc.assert(
      fc.property(siblings, fc.constantFrom(...services), (order, service) => {
        const of = (names: readonly string[]): Route =>
          route('everyone', [], { routes: names.map((name) => route(`to ${name}`, [`service="${name}"`])) });
        const labels = new Map([['service', [service]]]);
        const taken = (names: readonly string[]): readonly string[] =>
          routesTaken(of(names), labels).map(({ route: { receiver } }) => receiver);
        expect(taken(order)).toEqual(taken(order.toSorted()));
      }),
    );
  });
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { alert, pager } from '../../make.ts';
import { Story } from '../story.ts';

const issues = [1, 2, 3, 4];
const keyOf = (n: number): string => `sentry:acme/${n}`;

const step = fc.oneof(
  fc.record({
    does: fc.constant('tell' as const),
    issue: fc.constantFrom(...issues),
    user: fc.constantFrom('u1', 'u2', 'u3'),
    fatal: fc.boolean(),
  }),
  fc.record({ does: fc.constant('part' as const), issue: fc.constantFrom(...issues) }),
  fc.record({
    does: fc.constant('merge' as const),
    issue: fc.constantFrom(...issues),
    into: fc.constantFrom(...issues),
  }),
  fc.record({ does: fc.constant('split' as const), issue: fc.constantFrom(...issues) }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** What a relay made of some steps, and which users each issue has met. */
function lived(steps: readonly Step[]): { story: Story; met: Map<string, Set<string>>; events: number } {
  const story = new Story();
  const met = new Map<string, Set<string>>();
  let events = 0;
  const tell = (n: number, at: number, userHash: string, fatal: boolean): void => {
    events += 1;
    const change = fatal ? ({ level: 'fatal', severity: 'critical' } as const) : {};
    story.tell(at, alert({ issueKey: keyOf(n), eventId: `e${events}`, userHash, ...change }));
    met.set(keyOf(n), (met.get(keyOf(n)) ?? new Set()).add(userHash));
  };
  for (const n of issues) tell(n, n, `own${n}`, false);
  for (const [at, one] of steps.entries()) {
    const now = 1000 * (at + 1);
    const home = story.of(keyOf(one.issue)).id;
    if (one.does === 'tell') tell(one.issue, now, one.user, one.fatal);
    else if (one.does === 'part') story.part(now, home, keyOf(one.issue));
    else if (one.does === 'split') story.split(now, home);
    // Two that have each woken somebody ring on when a person merges them.
    else if (!rings(story, home) || !rings(story, story.of(keyOf(one.into)).id))
      story.merge(now, home, story.of(keyOf(one.into)).id);
  }
  return { story, met, events };
}

/** The incidents whose page is open. */
function ringing(story: Story): ReadonlySet<string> {
  return new Set(
    [...story.wanted.values()].flatMap(({ incident, receiver, projection }) =>
      receiver === pager.id && projection.surface === 'page' && projection.state !== 'resolved'
        ? [incident]
        : [],
    ),
  );
}

function familyOf(story: Story, root: string): readonly string[] {
  return story.incidents.filter(({ id, parent }) => id === root || parent === root).map(({ id }) => id);
}

/** Whether a page is open of what an incident belongs to. */
function rings(story: Story, id: string): boolean {
  const root = story.incidents.find((row) => row.id === id)?.parent ?? id;
  const open = ringing(story);
  return familyOf(story, root).some((one) => open.has(one));
}

it('parts and merges in any order: no issue is lost, no user or event counted twice, one open page a trouble', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const { story, met, events } = lived(steps);
      const rows = story.incidents;
      expect(rows.flatMap((row) => row.issues).sort()).toEqual(issues.map(keyOf).sort());
      for (const row of rows) for (const key of row.issues) expect(story.of(key).id).toBe(row.id);
      expect(rows.reduce((sum, row) => sum + row.events, 0)).toBe(events);
      expect(rows.reduce((sum, row) => sum + row.alerts, 0)).toBe(events);
      for (const root of story.roots) {
        const family = rows.filter(({ id, parent }) => id === root.id || parent === root.id);
        const users = new Set(
          family.flatMap((row) => row.issues).flatMap((key) => [...(met.get(key) ?? [])]),
        );
        expect(story.state.users.count(root)).toBe(users.size);
      }
      const open = ringing(story);
      for (const { id } of story.roots)
        expect(familyOf(story, id).filter((one) => open.has(one)).length).toBeLessThanOrEqual(1);
    }),
    { numRuns: 200 },
  );
}, 900_000);

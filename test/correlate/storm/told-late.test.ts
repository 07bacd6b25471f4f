import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../src/domain/alert.ts';
import { alert, redisAlert, start } from '../../make.ts';
import { minute, Story } from '../story.ts';

/** An alert, and when it came to the door, ms. */
type Said = readonly [at: number, alert: Alert];

let event = 0;

/** An error of its own: no word of it is another's. */
function odd(n: number): Alert {
  const words = ['basket', 'invoice', 'avatar', 'locale', 'coupon', 'parcel', 'ledger', 'widget'];
  const word = words[n % words.length] ?? '';
  event += 1;
  return alert({
    issueKey: `sentry:acme/odd-${n}`,
    service: `s-${word}`,
    title: `${word} failed`,
    message: `${word} is undefined here`,
    type: `${word}Error`,
    exceptions: [{ type: `${word}Error`, value: `${word} is undefined here`, module: null }],
    eventId: `odd-${event}`,
  });
}

/** Eight unrelated errors, one after the other for 97 minutes, each heard six times in its half minute. */
function unrelated(): readonly Said[] {
  return Array.from({ length: 8 }, (_, n) =>
    Array.from({ length: 6 }, (_, k): Said => [n * 13.8 * minute + k * 5_000, odd(n)]),
  ).flat();
}

/** Eight services that cannot reach one database, within a minute. */
function outage(from: number): readonly Said[] {
  const services = ['cart', 'login', 'search', 'mail', 'ads', 'stock', 'tax', 'help'];
  return services.map((service, n): Said => [from + n * 6_000, redisAlert(service, 1)]);
}

/** What was kept at the door is let in within a moment, in the order in which it had come. */
function heal(story: Story, from: number, said: readonly Said[]): void {
  for (const [n, [at, one]] of said.entries()) story.tell(from + n, one, { firstReceivedAt: start + at });
}

/** Everything is told when it comes. */
function hear(story: Story, said: readonly Said[]): void {
  for (const [at, one] of said) story.tell(at, one);
}

function storms(story: Story): readonly string[] {
  return story.incidents.filter(({ storm }) => storm !== null).map(({ id }) => id);
}

/** Which issues are one trouble. */
function troubles(story: Story): readonly string[] {
  const byRoot = Map.groupBy(story.state.issues.values(), ({ incident }) => {
    const own = story.state.incidents.get(incident);
    return own?.parent ?? incident;
  });
  return [...byRoot.values()].map((issues) =>
    issues
      .map(({ key }) => key)
      .sort()
      .join(' '),
  );
}

describe('what is told late', () => {
  it('is together with what came to the door together, not with what is let in together', () => {
    const story = new Story();
    heal(story, 100 * minute, unrelated());
    expect(storms(story)).toEqual([]);
    expect(story.roots).toHaveLength(8);
    expect(story.pages()).toEqual([]);
  });

  it('is one trouble where Sentry itself brings it all at once', () => {
    const story = new Story();
    for (const [n, [, one]] of unrelated().entries()) story.tell(100 * minute + n, one);
    expect(storms(story)).toHaveLength(1);
    expect(story.pages()).toHaveLength(1);
  });

  it('is a storm, and pages, where it was one', () => {
    const story = new Story();
    heal(story, 10 * minute, outage(minute));
    expect(story.roots).toHaveLength(1);
    expect(story.storm.storm?.cause.kind).toBe('dependency');
    expect(story.pages()).toHaveLength(1);
  });

  it('is a storm also where other deliveries come in between', () => {
    const story = new Story();
    const now = 40 * minute;
    for (const [n, [at, one]] of outage(minute).entries()) {
      story.tell(now + n * 100, one, { firstReceivedAt: start + at });
      story.tell(now + n * 100 + 50, odd(n));
    }
    expect(story.storm.storm?.cause.kind).toBe('dependency');
    expect(story.incidents.filter(({ parent }) => parent === story.storm.id)).toHaveLength(7);
  });

  it('joins a storm of its own time, and none that began long after it or was long over', () => {
    const story = new Story();
    hear(story, outage(60 * minute));
    const { id } = story.storm;
    const late = (at: number, service: string): string | null => {
      const one = redisAlert(service, 9);
      story.tell(75 * minute, one, { firstReceivedAt: start + at });
      return story.of(one.issueKey).parent;
    };
    expect(late(57 * minute, 'geo')).toBe(id);
    expect(late(62 * minute, 'fax')).toBe(id);
    expect(late(10 * minute, 'map')).toBeNull();
    expect(late(74 * minute, 'sms')).toBeNull();
  });

  it('does not take up what comes now, where it was over long ago', () => {
    const story = new Story();
    heal(story, 97 * minute, outage(minute));
    expect(story.roots).toHaveLength(1);
    const one = redisAlert('geo', 9);
    story.tell(97 * minute + 1_000, one);
    expect(story.of(one.issueKey).parent).toBeNull();
  });

  it('counts as the rate of its own minutes', () => {
    const many = (at: (n: number) => number): readonly Said[] =>
      Array.from({ length: 360 }, (_, n): Said => [at(n), odd(0)]);
    const slow = new Story();
    heal(
      slow,
      100 * minute,
      many((n) => n * 15_000),
    );
    slow.tell(102 * minute, odd(0));
    expect(slow.roots[0]?.pageReason).toBeNull();
    const fast = new Story();
    heal(
      fast,
      4 * minute,
      many((n) => n * 400),
    );
    expect(fast.roots[0]?.pageReason).not.toBeNull();
  });

  it('says of a known issue neither that it broke out nor that it is quiet', () => {
    const story = new Story();
    hear(story, [
      [0, odd(0)],
      [60 * minute, odd(0)],
    ]);
    const before = story.state.issues.get('sentry:acme/odd-0');
    story.tell(61 * minute, odd(0), { firstReceivedAt: start + 30 * minute });
    const after = story.state.issues.get('sentry:acme/odd-0');
    expect(after?.breakoutAt).toBe(before?.breakoutAt);
    expect(after?.recent.map((at) => at - start)).toEqual([0, 30 * minute, 60 * minute]);
    story.tell(65 * minute, odd(0));
    expect(story.state.issues.get('sentry:acme/odd-0')?.breakoutAt).toBe(before?.breakoutAt);
  });
});

describe('property: what was kept for an hour and let in at once', () => {
  it('is the same troubles as if it had been let in when it came', () => {
    const one = fc.record({
      after: fc.nat({ max: 20_000 }),
      what: fc.oneof(
        fc.record({ kind: fc.constant('odd' as const), n: fc.nat({ max: 7 }) }),
        fc.record({ kind: fc.constant('redis' as const), n: fc.nat({ max: 7 }) }),
      ),
    });
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 40 }), (steps) => {
        let at = 0;
        const said = steps.map(({ after, what: { kind, n } }): Said => {
          at += after;
          return [at, kind === 'odd' ? odd(n) : redisAlert(`r-${n}`, n)];
        });
        const [asItCame, kept] = [new Story(), new Story()];
        hear(asItCame, said);
        heal(kept, at + 60 * minute, said);
        expect(troubles(kept)).toEqual(troubles(asItCame));
        expect(storms(kept)).toEqual(storms(asItCame));
      }),
      { numRuns: 150 },
    );
  });
});

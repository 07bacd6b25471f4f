import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Draft } from '../../../src/correlate/state/draft.ts';
import { crowdSentence } from '../../../src/correlate/storm/explanation-words.ts';
import { newcomersStanding } from '../../../src/correlate/storm/newcomers.ts';
import type { Alert } from '../../../src/domain/alert.ts';
import { policy, start } from '../../make.ts';
import { minute, Story } from '../story.ts';
import { twoQuietHours, wordless } from '../wordless.ts';

interface Told {
  readonly issues: number;
  readonly services: number;
  /** All come within so long, ms. */
  readonly within: number;
  /** Each is told so often, once in five minutes. */
  readonly times?: number;
  readonly seed: number;
  readonly change?: Partial<Alert>;
}

/** Issues that name nothing, each new here, at random moments. */
function tell(story: Story, from: number, { issues, services, within, times = 1, seed, change }: Told): void {
  const draw = drawnFrom(seed);
  const told = Array.from({ length: issues }, (_, n) => {
    const at = from + draw(within);
    return Array.from({ length: times }, (__, time) => ({ n, at: at + time * 301_000 }));
  }).flat();
  for (const { n, at } of told.sort((a, b) => a.at - b.at)) {
    const said = wordless(n % 1_000, `shop-${n % services}`);
    story.tell(at, { ...said, issueKey: `sentry:acme/9${n}`, eventId: `e${n}-${at}`, ...change });
  }
}

function pagesOf({ incidents }: Story): number {
  return incidents.filter(({ page }) => page !== null).length;
}

function pagesFor(told: Told, { warm = true, of = policy } = {}): number {
  const story = new Story(of);
  tell(story, warm ? twoQuietHours(story) : 0, told);
  return pagesOf(story);
}

/** Fast-check prints the seed of what fails. */
function wakesOnce(outage: fc.Arbitrary<Told>, warm: boolean, numRuns: number): void {
  fc.assert(
    fc.property(outage, (told) => {
      expect(pagesFor(told, { warm })).toBe(1);
    }),
    { numRuns },
  );
}

const seed = fc.integer({ min: 1, max: 1_000_000 });
const services = fc.integer({ min: 6, max: 8 });

describe('an outage that names nothing and of which each issue is told once', () => {
  it('wakes somebody once where a quiet place has dozens of new issues within minutes', () => {
    const outage = fc.record({ issues: fc.integer({ min: 40, max: 120 }), services, within: fc.constant(110_000), seed }); // prettier-ignore
    wakesOnce(outage, true, 15);
  });

  it('wakes somebody once where Sentry throttles each issue to an alert in five minutes', () => {
    const outage = fc.record({ issues: fc.integer({ min: 18, max: 60 }), services, within: fc.constant(28_000), seed, times: fc.constant(4) }); // prettier-ignore
    wakesOnce(outage, true, 15);
  });

  it('wakes somebody once on a new relay, and not again while it goes on', () => {
    const outage = fc.record({ issues: fc.constant(900), services, within: fc.constant(30 * minute), seed }); // prettier-ignore
    wakesOnce(outage, false, 4);
  });

  it('is told as what it is', () => {
    const story = new Story();
    tell(story, twoQuietHours(story), { issues: 40, services: 8, within: 60_000, seed: 3 });
    expect(story.storm.storm?.cause.kind).toBe('surge');
    const told = story.told(story.storm.id, ({ kind }) => kind === 'storm').join(' ');
    expect(told).toMatch(/\d+ new issues of \d services; .* needed were \d+ of 4 services/);
  });

  it('is explained by what it lacks before it is one', () => {
    const story = new Story();
    tell(story, twoQuietHours(story), { issues: 8, services: 8, within: 60_000, seed: 3 });
    const draft = new Draft(story.state, story.state.meta.cursor + 1, story.state.meta.now);
    const standing = newcomersStanding(draft, story.state.issues.get('sentry:acme/93')!);
    expect(crowdSentence(standing!)).toMatch(/^\d of \d+ new issues of \d of 4 services .*no storm yet$/);
  });

  it('was not noticed under a policy of an older relay, which a replay keeps to', () => {
    const storm = { ...policy.storm, countsNewcomers: false };
    expect(pagesFor({ issues: 40, services: 8, within: 60_000, seed: 3 }, { of: { ...policy, storm } })).toBe(0); // prettier-ignore
  });
});

describe('what is new and no outage wakes nobody', () => {
  it('hours of unrelated errors, up to eight a minute, on a new relay', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), services, seed, (aMinute, of, drawn) => {
        const told = { issues: aMinute * 90, services: of, within: 90 * minute, seed: drawn };
        expect(pagesFor(told, { warm: false })).toBe(0);
      }),
      { numRuns: 8 },
    );
  });

  it('what Sentry had known for long, and a new relay hears of for the first time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 12 }), seed, (aMinute, drawn) => {
        const old = { firstSeenAt: start - 9_000_000_000, sentryCount: 4_000 };
        const told = { issues: aMinute * 60, services: 12, within: 60 * minute, seed: drawn, change: old };
        expect(pagesFor(told, { warm: false })).toBe(0);
      }),
      { numRuns: 8 },
    );
  });

  it('and so it is where many of it come within a minute', () => {
    const old = { firstSeenAt: start - 9_000_000_000 };
    expect(pagesFor({ issues: 60, services: 8, within: 60_000, seed: 5, change: old }, { warm: false })).toBe(0); // prettier-ignore
  });

  it('what is read in Sentry at once after an absence, whenever each of it began', () => {
    const readSince = (sinceMs: number): number => {
      const story = new Story();
      const from = twoQuietHours(story);
      const began = drawnFrom(5);
      for (let n = 0; n < 40; n += 1) {
        const said = { ...wordless(n, `shop-${n % 8}`), issueKey: `sentry:acme/9${n}`, eventId: `e${n}` };
        const at = { resource: 'event.reconstructed', firstSeenAt: start + from - began(sinceMs) };
        const entry = { source: 'sentry-api', kind: 'reconstructed', verifiedBy: 'self' } as const;
        story.tell(from + n, { ...said, ...at }, entry);
      }
      return pagesOf(story);
    };
    expect(readSince(10 * minute)).toBe(0);
    expect(readSince(minute / 2)).toBe(1);
  });

  it('what is merely told of, of one service, of one user, or spread over all that there are', () => {
    const many = { issues: 40, services: 8, within: 110_000, seed: 7 };
    expect(pagesFor({ ...many, change: { severity: 'warning', level: 'warning' } })).toBe(0);
    expect(pagesFor({ ...many, change: { severity: 'info', level: 'info' } })).toBe(0);
    expect(pagesFor({ ...many, services: 2 })).toBe(0);
    expect(pagesFor({ ...many, change: { userHash: 'one' } })).toBe(0);
    expect(pagesFor({ ...many, services: 30 })).toBe(0);
  });

  it('a few errors that a release brings', () => {
    expect(pagesFor({ issues: 4, services: 4, within: 20_000, seed: 7, change: { release: 'shop@2' } })).toBe(0); // prettier-ignore
  });
});

/** Draws below a number, the same for one seed (mulberry32). */
function drawnFrom(from: number): (below: number) => number {
  let state = from;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

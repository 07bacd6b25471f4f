import fc from 'fast-check';
import { expect } from 'vitest';
import { alert, redisAlert } from '../../make.ts';
import { minute, type Story } from '../../correlate/story.ts';
import { endSilence, silence } from './silence-story.ts';

const services = ['cart', 'login', 'search', 'pay-api'] as const;
const patterns = [
  'service="cart"',
  'service=~"cart|login|search"',
  'level="fatal"',
  'tags.region="eu"',
  'cause=~".*"',
];

/** Something that happens to services that may be kept quiet. */
export const step = fc.record({
  what: fc.constantFrom(
    ...(['error', 'error', 'error', 'redis', 'redis', 'storm', 'end', 'silence', 'unsilence'] as const),
    ...(['split', 'merge', 'resolve'] as const),
  ),
  n: fc.nat(5),
  afterMs: fc.constantFrom(200, 3_000, minute, 20 * minute, 3 * 60 * minute),
});

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** What became of each alert, as the store keeps it. */
export class Books {
  accepted = 0;
  suppressed = 0;
  aside = 0;
  readonly counted: string[] = [];
}

/** Applies a step; answers the brain's time after it. */
export function take(story: Story, books: Books, { what, n }: Step, at: number): void {
  const service = services[n % services.length] ?? 'cart';
  const note = (body: Parameters<Story['tell']>[1]): void => {
    const became = story.tell(at, body);
    books.accepted += 1;
    if (became.kind === 'counted') books.counted.push(became.incident);
    else if (became.kind === 'suppressed') books.suppressed += 1;
    else books.aside += 1;
  };
  const id = story.incidents[(n * 7) % Math.max(1, story.incidents.length)]?.id;
  switch (what) {
    case 'error':
      note(
        alert({
          issueKey: `sentry:acme/${service}-own-${n}`,
          service,
          level: n === 3 ? 'fatal' : 'error',
          eventId: `o${at}`,
          tags: [['region', n % 2 === 0 ? 'eu' : 'us']],
        }),
      );
      return;
    case 'redis':
      note(redisAlert(service, n, { eventId: `r${at}` }));
      return;
    case 'storm':
      for (const [place, one] of services.entries())
        note(redisAlert(one, place, { eventId: `s${at}${one}` }));
      return;
    case 'end':
      note(redisAlert(service, n, { status: 'resolved', resource: 'issue.resolved', eventId: null }));
      return;
    case 'silence':
      silence(story, at, [patterns[n % patterns.length] ?? ''], (n + 1) * 30 * minute);
      return;
    case 'unsilence':
      endSilence(story, at, story.state.meta.silences?.[n]?.id ?? 'sil-0');
      return;
    case 'split':
      if (id !== undefined) story.split(at, id);
      return;
    case 'merge':
      if (id !== undefined) story.merge(at, id, story.incidents[n]?.id ?? id);
      return;
    case 'resolve':
      if (id !== undefined) story.operator(at, 'resolve', id);
  }
}

/** Every accepted alert is counted, suppressed or set aside, and what is counted is what messages say. */
export function balance(story: Story, { accepted, suppressed, aside, counted }: Books): void {
  expect(counted.length + suppressed + aside).toBe(accepted);
  const byRoot = new Map<string, number>();
  for (const id of counted) {
    const incident = story.state.incidents.get(id);
    if (incident === undefined) continue;
    const root = incident.parent ?? id;
    byRoot.set(root, (byRoot.get(root) ?? 0) + 1);
  }
  for (const { id, parent, kind, silenced } of story.incidents) {
    if (silenced?.told === false)
      expect([...story.wanted.values()].filter((row) => row.incident === id)).toEqual([]);
    if (parent !== null || kind === 'collector') continue;
    const messages = [...story.wanted.values()].filter(
      (row) => row.incident === id && row.surface === 'message',
    );
    const count = byRoot.get(id) ?? 0;
    if (count > 0) expect(messages.length, `messages of ${id}`).toBeGreaterThan(0);
    for (const row of messages) expect(row.alerts, `alerts that the message of ${id} covers`).toBe(count);
  }
}

/** Without any silence left, whatever still fires is in a message that shows it. */
export function shown(story: Story): void {
  for (const issue of story.state.issues.values()) {
    const own = story.state.incidents.get(issue.incident);
    if (issue.status !== 'open' || own === undefined || own.status === 'resolved') continue;
    const root = own.parent ?? own.id;
    const rows = [...story.wanted.values()].filter(
      (row) => row.incident === root && row.surface === 'message',
    );
    expect(rows.map(({ projection }) => 'state' in projection && projection.state)).toContain(
      story.state.incidents.get(root)?.status,
    );
  }
}

import { describe, expect, it } from 'vitest';
import { detailsOf } from '../../src/integrations/pagerduty/details.ts';
import type { PageProjection } from '../../src/domain/sending/page-projection.ts';
import { alert, redisAlert } from '../make.ts';
import { minute, Story } from '../correlate/story.ts';

const services = ['cart', 'login', 'search'] as const;

/** An outage of two issues of each service: so many distinct events of the first, and one of the second. */
function outage(story: Story, from: number, events: number): string {
  for (const [index, service] of services.entries()) {
    for (let n = 0; n < events; n += 1)
      story.tell(from + index * 500 + n * 10, redisAlert(service, 1, { eventId: `${service}-${from}-${n}` }));
    story.tell(from + index * 500 + 400, redisAlert(service, 2, { eventId: `${service}-${from}-second` }));
  }
  const open = story.roots.filter(({ status, storm }) => status === 'open' && storm !== null);
  return open.at(-1)?.id ?? '';
}

function resolved(story: Story, at: number, id: string): void {
  story.operator(at, 'resolve', id);
}

function pageOf(story: Story, id: string): PageProjection {
  const found = [...story.wanted.values()]
    .map(({ projection }) => projection)
    .find((one) => one.surface === 'page' && one.incident === id);
  if (found?.surface !== 'page') throw new Error(`There is no page of ${id}.`);
  return found;
}

describe('an outage that comes back', () => {
  it('counts in its message what this outage brought, and not the one before', () => {
    const story = new Story();
    const first = outage(story, 0, 9);
    expect(story.liveMessage(first).issues[0]).toMatchObject({ events: 9, alerts: 9 });
    resolved(story, minute, first);
    const again = outage(story, 30 * minute, 3);
    expect(again).not.toBe(first);
    const message = story.liveMessage(again);
    expect(message.events).toBe(12);
    expect(message.issues.map(({ events }) => events)).toEqual([3, 3, 3, 1, 1, 1]);
    expect(message.issues.reduce((sum, one) => sum + (one.events ?? 0), 0)).toBe(message.events);
    expect(message.services.map(({ events }) => events)).toEqual([4, 4, 4]);
    expect(detailsOf(pageOf(story, again))['top_errors']).toEqual(
      expect.arrayContaining([expect.stringMatching(/ \(3\)$/)]),
    );
  });

  it('names what is loud now in front of what was', () => {
    const story = new Story();
    const first = outage(story, 0, 9);
    resolved(story, minute, first);
    const again = outage(story, 30 * minute, 1);
    for (const n of [1, 2]) story.tell(31 * minute + n, redisAlert('search', 2, { eventId: `loud-${n}` }));
    expect(story.liveMessage(again).issues[0]).toMatchObject({ service: 'search', events: 3 });
  });

  it('counts the third time anew as well, and what is new from its first alert on', () => {
    const story = new Story();
    for (const [n, at] of [0, 30, 60].entries()) {
      story.tell(at * minute, alert({ eventId: `a${n}` }));
      story.tell(at * minute + 1, alert({ eventId: `b${n}` }));
      const { id } = story.of('sentry:acme/1');
      expect(story.liveMessage(id).issues).toMatchObject([{ events: 2, alerts: 2 }]);
      resolved(story, at * minute + 1_000, id);
    }
    expect(story.state.issues.get('sentry:acme/1')).toMatchObject({
      occurrences: 6,
      before: { alerts: 4, occurrences: 4 },
    });
  });
});

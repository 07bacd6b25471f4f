import { describe, expect, it } from 'vitest';
import type { LiveMessage } from '../../src/domain/sending/projection.ts';
import { deployDelivery } from '../../src/ingest/deploy-delivery.ts';
import { minute, Story } from '../correlate/story.ts';
import { alert, start } from '../make.ts';

const hour = 60 * minute;

/** CI tells of a deploy. */
function deployed(story: Story, atMs: number, service: string): void {
  const told = { service, environment: 'production', version: null, by: null, what: null, compareUrl: null };
  const { body } = deployDelivery(told, `${service} ${atMs}`);
  story.tell(atMs, body, { source: 'deploy', kind: 'deploy', verifiedBy: 'ci' });
}

/** What the message of an error of checkout says of what did not change; the error is over then. */
function unchanged(story: Story, atMs: number): LiveMessage['unchanged'] {
  const key = `sentry:acme/${atMs}`;
  story.tell(atMs, alert({ issueKey: key, release: 'checkout@1', eventId: `e${atMs}` }));
  const { id } = story.of(key);
  const said = story.liveMessage(id).unchanged;
  story.operator(atMs + 1, 'resolve', id);
  return said;
}

describe('that nothing changed', () => {
  it('is said of deploys only where one of the service was told before', () => {
    const story = new Story();
    deployed(story, 0, 'login');
    expect(unchanged(story, 2 * hour)).toMatchObject({ watched: 0, services: 1 });
    deployed(story, 3 * hour, 'checkout');
    expect(unchanged(story, 3 * hour + minute)).toBeUndefined();
    expect(unchanged(story, 5 * hour)).toMatchObject({ watched: 1, services: 1 });
  });

  it('is not said of an hour in which the first deploy of all had not been told yet', () => {
    const story = new Story();
    story.tell(0, alert({ eventId: 'e1' }));
    deployed(story, 2 * hour, 'checkout');
    story.tell(2 * hour + 1, alert({ eventId: 'e2' }));
    expect(story.liveMessage('inc-1').unchanged).toMatchObject({ watched: 0, services: 1 });
  });

  it('is said of a release that was known for more than an hour', () => {
    const story = new Story();
    expect(unchanged(story, 0)?.release).toBeNull();
    expect(unchanged(story, 30 * minute)?.release).toBeNull();
    expect(unchanged(story, 3 * hour)?.release).toEqual({ version: 'checkout@1', seenAt: start });
  });
});

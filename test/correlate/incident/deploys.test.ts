import { describe, expect, it } from 'vitest';
import type { Deploy } from '../../../src/domain/deploy.ts';
import type { Disposition } from '../../../src/domain/inbox/disposition.ts';
import { deployDelivery, type DeployMarker } from '../../../src/ingest/deploy-delivery.ts';
import { alert, start } from '../../make.ts';
import { minute, Story } from '../story.ts';

function deploy(story: Story, atMs: number, change: Partial<DeployMarker> = {}): Disposition {
  const marker: DeployMarker = {
    service: 'checkout',
    environment: 'production',
    version: 'checkout@2.4.1',
    by: 'Robin',
    what: 'Fix the basket',
    compareUrl: 'https://github.com/acme/checkout/compare/a...b',
    ...change,
  };
  const { source, kind, body, verifiedBy } = deployDelivery(marker, 'any');
  return story.tell(atMs, body, { source, kind, verifiedBy });
}

/** What the message of an incident says was deployed. */
function shownBy(story: Story, incident: string): readonly (Deploy & { service: string })[] {
  return story.liveMessage(incident).deploys;
}

describe('a deploy', () => {
  it('is remembered with its time, and counts as no alert', () => {
    const story = new Story();
    expect(deploy(story, 500)).toMatchObject({
      kind: 'set-aside',
      reason: 'A deploy of checkout: shown with what breaks soon after.',
    });
    expect(story.incidents).toEqual([]);
    expect(story.state.releases.get('production/checkout')).toEqual({
      key: 'production/checkout',
      service: 'checkout',
      versions: [],
      deploys: [
        {
          version: 'checkout@2.4.1',
          at: start + 500,
          by: 'Robin',
          what: 'Fix the basket',
          compareUrl: 'https://github.com/acme/checkout/compare/a...b',
        },
      ],
    });
  });

  it('makes a release as old as itself, however late its first error comes', () => {
    const story = new Story();
    story.tell(0, alert({ release: 'checkout@2.4.0', eventId: 'a' }));
    deploy(story, 10 * minute);
    deploy(story, 20 * minute);
    story.tell(30 * minute, alert({ release: 'checkout@2.4.1', eventId: 'b' }));
    expect(story.state.releases.get('production/checkout')?.versions).toMatchObject([
      { version: 'checkout@2.4.1', firstAt: start + 10 * minute, lastAt: start + 30 * minute },
      { version: 'checkout@2.4.0', firstAt: start },
    ]);
  });

  it('of ever new services is remembered within bounds, and never at the cost of a service that failed', () => {
    const story = new Story();
    story.tell(0, alert({ release: 'checkout@2.4.0', eventId: 'a' }));
    for (let n = 0; n < 1_010; n += 1) deploy(story, minute + n, { service: `preview-${n}` });
    deploy(story, 2 * minute, { service: 'preview-1009' });
    const { releases } = story.state;
    expect(releases.size).toBe(1_001);
    expect(releases.has('production/checkout')).toBe(true);
    expect(releases.has('production/preview-9')).toBe(false);
    expect(releases.get('production/preview-1009')?.deploys).toHaveLength(2);
  });

  it('makes no release older that errors had named before', () => {
    const story = new Story();
    story.tell(0, alert({ release: 'checkout@2.4.1', eventId: 'a' }));
    deploy(story, minute);
    story.tell(2 * minute, alert({ release: 'checkout@2.4.1', eventId: 'b' }));
    expect(story.state.releases.get('production/checkout')?.versions).toMatchObject([{ firstAt: start }]);
  });

  it('dates no other release, and none when it names none', () => {
    const story = new Story();
    deploy(story, 0, { version: null });
    deploy(story, 0, { version: 'checkout@2.4.0' });
    story.tell(minute, alert({ release: 'checkout@2.4.1' }));
    expect(story.state.releases.get('production/checkout')?.versions).toMatchObject([
      { version: 'checkout@2.4.1', firstAt: start + minute },
    ]);
  });

  it('is remembered of the newest five, the newest in front', () => {
    const story = new Story();
    for (let n = 0; n < 7; n += 1) deploy(story, n, { version: `v${n}` });
    const kept = story.state.releases.get('production/checkout')?.deploys.map((one) => one.version);
    expect(kept).toEqual(['v6', 'v5', 'v4', 'v3', 'v2']);
  });
});

describe('the message of an incident', () => {
  it('shows what was deployed of its service within the hour before, the newest in front', () => {
    const story = new Story();
    deploy(story, 0, { version: 'too-old' });
    deploy(story, 1, { version: 'just-young-enough' });
    deploy(story, 30 * minute, { version: 'newest', by: null });
    story.tell(60 * minute + 1, alert());
    expect(shownBy(story, 'inc-4')).toMatchObject([
      { service: 'checkout', version: 'newest', by: null, at: start + 30 * minute },
      { service: 'checkout', version: 'just-young-enough', by: 'Robin' },
    ]);
  });

  it('shows a deploy that came while it was open', () => {
    const story = new Story();
    story.tell(0, alert({ eventId: 'a' }));
    deploy(story, minute);
    expect(shownBy(story, 'inc-1')).toEqual([]);
    story.tell(2 * minute, alert({ eventId: 'b' }));
    expect(shownBy(story, 'inc-1')).toMatchObject([{ at: start + minute }]);
  });

  it('shows none of another service', () => {
    const story = new Story();
    deploy(story, 0, { service: 'search' });
    story.tell(minute, alert());
    expect(shownBy(story, 'inc-2')).toEqual([]);
  });

  it('shows none of another class of environments, whatever their names', () => {
    const story = new Story();
    deploy(story, 0, { environment: 'staging', version: 'in-staging' });
    deploy(story, 1, { environment: 'prod-eu', version: 'in-production' });
    story.tell(minute, alert());
    story.tell(minute + 1, alert({ issueKey: 'sentry:acme/2', environment: 'qa' }));
    expect(shownBy(story, 'inc-3').map((one) => one.version)).toEqual(['in-production']);
    expect(shownBy(story, 'inc-4').map((one) => one.version)).toEqual(['in-staging']);
  });

  it('shows those of every service that fails in it', () => {
    const story = new Story();
    deploy(story, 0);
    deploy(story, 1, { service: 'search', version: 'search@9' });
    const shared = {
      type: 'RedisConnectionError',
      exceptions: [
        {
          type: 'RedisConnectionError',
          value: 'connect ECONNREFUSED cache-main.internal:6379',
          module: null,
        },
      ],
      message: 'connect ECONNREFUSED cache-main.internal:6379',
    };
    for (const [index, service] of ['checkout', 'search', 'cart'].entries())
      for (const n of [1, 2])
        story.tell(
          minute + index * 100 + n,
          alert({ ...shared, service, issueKey: `sentry:acme/${service}-${n}` }),
        );
    expect(shownBy(story, story.storm.id).map((one) => one.service)).toEqual(['search', 'checkout']);
  });
});

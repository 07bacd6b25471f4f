import { expect, it } from 'vitest';
import type { Policy } from '../../src/domain/policy.ts';
import type { Wanted } from '../../src/domain/sending/notification.ts';
import { deployDelivery } from '../../src/ingest/deploy-delivery.ts';
import { Story } from '../correlate/story.ts';
import { alert, pager, policy, start } from '../make.ts';

const telling: Policy = { ...policy, paging: { ...policy.paging, tellsDeploys: true } };

function deployed(story: Story, atMs: number, environment = 'production'): void {
  const told = {
    service: 'checkout',
    environment,
    version: '2.4.1',
    by: 'Robin',
    what: 'Fix it',
    compareUrl: null,
  };
  story.tell(atMs, deployDelivery(told, `d${atMs}`).body, {
    source: 'deploy',
    kind: 'deploy',
    verifiedBy: 'ci',
  });
}

const changes = (story: Story): readonly Wanted[] =>
  [...story.wanted.values()].filter(({ surface }) => surface === 'change');

it('a deploy to production is told to each pager once, in a lane of its own', () => {
  const story = new Story(telling);
  deployed(story, 0);
  deployed(story, 1_000);
  const rows = changes(story);
  expect(rows.map(({ id }) => id)).toEqual([`deploy-1/${pager.id}/change`, `deploy-2/${pager.id}/change`]);
  expect(rows[0]).toMatchObject({
    lane: `${pager.lane}:changes`,
    credential: pager.credential,
    projection: { service: 'checkout', deploy: { version: '2.4.1', by: 'Robin', at: start } },
  });
  story.wanted.clear();
  story.tell(2_000, alert());
  expect(changes(story)).toEqual([]);
});

it('nothing else is told of: no staging, no pager that is not to hear of it', () => {
  const story = new Story(telling);
  deployed(story, 0, 'staging');
  const silent = new Story();
  deployed(silent, 0);
  expect([...changes(story), ...changes(silent)]).toEqual([]);
});

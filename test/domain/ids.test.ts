import { describe, expect, it } from 'vitest';
import { countsLane, laneBucket } from '../../src/domain/sending/budget.ts';
import { drillClass } from '../../src/domain/environment/environment.ts';
import { comesFromOutside, entrySources, isSentrys, sentrySources } from '../../src/domain/inbox/entry.ts';
import { isPageId, notificationId, pageId } from '../../src/domain/sending/notification.ts';
import { classOfReleases, isOfClass, releasesKey } from '../../src/domain/release.ts';
import { wantedRow } from '../../src/decide/wanted-row.ts';
import { slackDebits } from '../../src/integrations/slack/limits.ts';
import { pagerDutyReceiver } from '../../src/integrations/pagerduty/receiver.ts';
import { slackReceiver } from '../../src/integrations/slack/receiver.ts';
import { isOfSentry } from '../../src/store/sqlite/rows/genuine.ts';
import { message, page } from '../make.ts';
import { incident } from '../store/nouns.ts';

describe('the id of a notification', () => {
  it('says incident, receiver and surface, and of a page its generation: stored rows are found by it', () => {
    expect(notificationId('inc-1', 'slack/C1', 'message')).toBe('inc-1/slack/C1/message');
    expect(notificationId('inc-1', 'slack/C1', 'overflow')).toBe('inc-1/slack/C1/overflow');
    expect(pageId('inc-1', 'pagerduty/ab', 2)).toBe('inc-1/pagerduty/ab/page/2');
  });

  it('is what the brain gives its rows', () => {
    const about = { alerts: 1, severityRank: 0, services: [] };
    const digests = { digest: 'd', statusDigest: 's' };
    const chat = slackReceiver('C1', 'xoxb-1');
    const pager = pagerDutyReceiver('k'.repeat(32));
    const one = incident('inc-1');
    expect(wantedRow(one, chat, { projection: message(), ...digests }, about).id).toBe(
      notificationId('inc-1', chat.id, 'message'),
    );
    const shown = page({ generation: 3 });
    expect(wantedRow(one, pager, { projection: shown, ...digests }, about).id).toBe(
      pageId('inc-1', pager.id, 3),
    );
  });

  it('tells a page, whatever the receiver is called', () => {
    expect(isPageId(pageId('inc-1', 'pagerduty/ab', 1))).toBe(true);
    expect(isPageId(notificationId('inc-1', 'slack/page', 'message'))).toBe(false);
  });
});

describe('the key of releases', () => {
  it('says class and service, and gives both back', () => {
    for (const environment of ['production', 'non-production', drillClass('drill-7')] as const) {
      const key = releasesKey(environment, 'team/checkout');
      expect(key).toBe(`${environment}/team/checkout`);
      expect(classOfReleases({ key, service: 'team/checkout' })).toBe(environment);
      expect(isOfClass(key, environment)).toBe(true);
      expect(isOfClass(key, drillClass('drill-71'))).toBe(false);
    }
    expect(isOfClass(releasesKey('non-production', 'x'), 'production')).toBe(false);
  });
});

describe('a bucket of one lane', () => {
  it('is named after the channel, as stored ones are', () => {
    expect(laneBucket('post', 'slack:C0123')).toBe('post:C0123');
    const limits = { postBurst: 5, postsPerMinute: 1, updatesPerMinute: 1, historyPerMinute: 1 };
    const [own, shared] = slackDebits(limits, { lane: 'slack:C0123' }, 'create', 'first');
    expect(own?.bucket).toBe(laneBucket('post', 'slack:C0123'));
    expect(shared?.bucket).toBe('posts');
  });

  it('counts its lane alone; one without a lane counts them all', () => {
    expect(countsLane('post:C1', 'slack:C1')).toBe(true);
    expect(countsLane('post:C1', 'slack:XC1')).toBe(false);
    expect(countsLane('posts', 'slack:C1')).toBe(true);
  });
});

describe('the sources of entries', () => {
  it('are Sentry’s own, or made by others, or the relay’s', () => {
    expect(sentrySources).toEqual(['sentry', 'sentry-legacy']);
    expect(entrySources.filter(isSentrys)).toEqual(sentrySources);
    expect(entrySources.filter((source) => !comesFromOutside(source))).toEqual([
      'operator',
      'timer',
      'policy',
      'lane',
      'page',
      'enrichment',
      'trouble',
    ]);
  });

  it('are asked for in SQL in the words of the partial indexes', () => {
    expect(isOfSentry).toBe("source IN ('sentry', 'sentry-legacy')");
  });
});

import { describe, expect, it } from 'vitest';
import type { Notification } from '../../src/domain/notification.ts';
import { compareForPeople, incidentView, notificationView } from '../../src/observe/incident-view.ts';
import { sampleIncident, samplePage } from '../http/doubles/sample-incidents.ts';
import { wantedPage } from '../make.ts';

const now = 1_767_225_700_000;
const page = wantedPage('level fatal', now);
const paged = sampleIncident({ id: 'inc-1', page });
const base = samplePage('inc-1');

function pageStateOf(...rows: readonly Notification[]): string {
  return incidentView(paged, [], rows).page.state;
}

describe('an incident for people', () => {
  it('adds its children up, the service that failed first in front', () => {
    const child = sampleIncident({
      id: 'inc-2',
      parent: 'inc-1',
      alerts: 5,
      events: 4,
      openedAt: now - 999_000,
      services: [{ name: 'web', firstAt: 1, lastAt: 2, alerts: 5 }],
    });
    const view = incidentView(paged, [child], []);
    expect(view).toMatchObject({
      alerts: 17,
      events: 13,
      children: 1,
      services: ['web', 'basket'],
      openedAt: now - 999_000,
    });
  });

  it('tells where the page stands', () => {
    expect(incidentView(sampleIncident({ id: 'inc-1' }), [], []).page.state).toBe('none');
    expect(pageStateOf()).toBe('wanted');
    expect(pageStateOf(base)).toBe('triggered');
    expect(pageStateOf({ ...base, sent: { ...base.sent, phase: 'closed' } })).toBe('resolved');
    expect(pageStateOf({ ...base, sent: { ...base.sent, phase: 'maybe' } })).toBe('wanted');
    expect(pageStateOf({ ...base, attempts: { ...base.attempts, deadDigest: base.digest } })).toBe('dead');
    const joined = sampleIncident({ id: 'inc-1', page: { ...page, joined: 'inc-9' } });
    expect(incidentView(joined, [], []).page.state).toBe('joined');
  });

  it('shows the newest generation of a page', () => {
    const first = { ...base, sent: { ...base.sent, phase: 'closed' as const } };
    const second = {
      ...base,
      projection: { ...base.projection, generation: 2 } as Notification['projection'],
    };
    expect(pageStateOf(second, first)).toBe('triggered');
  });

  it('puts storms first, then the worse, then the newer', () => {
    const cause = { kind: 'mode', key: 'mode:dns', title: 'DNS' } as const;
    const views = [
      sampleIncident({ id: 'old', openedAt: 1 }),
      sampleIncident({ id: 'new', openedAt: 2 }),
      sampleIncident({ id: 'critical', severity: 'critical', openedAt: 0 }),
      sampleIncident({ id: 'storm', severity: 'info', storm: { cause, since: 0 }, openedAt: 0 }),
    ].map((incident) => incidentView(incident, [], []));
    expect(views.sort(compareForPeople).map(({ id }) => id)).toEqual(['storm', 'critical', 'new', 'old']);
  });
});

describe('a notification for people', () => {
  it('says how far behind it is', () => {
    const behind = notificationView({ ...base, digest: 'd2', pendingSince: now - 4_000 }, now);
    expect(behind).toMatchObject({ current: false, lagMs: 4_000, wanted: 'triggered', alertsSent: 12 });
    expect(notificationView(base, now)).toMatchObject({ current: true, lagMs: null, dead: false });
  });

  it('calls a storm critical, as Slack and PagerDuty do, and else the worst of its members', () => {
    const cause = { kind: 'dependency', key: 'dependency:redis', title: 'redis unreachable' } as const;
    const storm = sampleIncident({ id: 'storm', severity: 'error', storm: { cause, since: 0 } });
    expect(incidentView(storm, [], []).severity).toBe('critical');
    const child = sampleIncident({ id: 'child', severity: 'warning' });
    expect(incidentView(sampleIncident({ id: 'root', severity: 'info' }), [child], []).severity).toBe(
      'warning',
    );
  });
});

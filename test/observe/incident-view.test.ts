import { describe, expect, it } from 'vitest';
import { toldBefore } from '../../src/domain/decision/vocabulary.ts';
import type { Cause } from '../../src/domain/cause.ts';
import type { Incident } from '../../src/domain/incident.ts';
import type { Notification } from '../../src/domain/sending/notification.ts';
import { untold } from '../../src/domain/sending/pager-standing.ts';
import { nothingSent, type Sent } from '../../src/domain/sending/sent.ts';
import { alone, incidentView, notificationView } from '../../src/observe/incident/incident-view.ts';
import { tallyOf } from '../http/doubles/fake-store.ts';
import { sampleIncident, samplePage } from '../http/doubles/sample-incidents.ts';
import { wantedPage } from '../make.ts';

const now = 1_767_225_700_000;
const page = wantedPage('level fatal', now);
const paged = sampleIncident({ id: 'inc-1', page });
const base = samplePage('inc-1');
const closed: Sent = {
  phase: 'closed',
  digest: 'd1',
  statusDigest: 's1',
  handle: 'key-1',
  at: now,
  alerts: 12,
  acceptedAt: now,
};

function pageStateOf(...rows: readonly Notification[]): string {
  return incidentView(paged, alone, rows).page.state;
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
    const view = incidentView(paged, { ...alone, children: tallyOf([child]) }, []);
    expect(view).toMatchObject({
      alerts: 17,
      events: 13,
      children: 1,
      services: ['web', 'basket'],
      openedAt: now - 999_000,
    });
  });

  it('tells where the page stands', () => {
    expect(incidentView(sampleIncident({ id: 'inc-1' }), alone, []).page.state).toBe('none');
    expect(pageStateOf()).toBe('wanted');
    expect(pageStateOf(base)).toBe('triggered');
    expect(pageStateOf({ ...base, sent: closed })).toBe('resolved');
    expect(pageStateOf({ ...base, sent: { phase: 'maybe', digest: null, statusDigest: null } })).toBe(
      'wanted',
    );
    expect(pageStateOf({ ...base, attempts: { ...base.attempts, deadDigest: base.digest } })).toBe('dead');
    const joined = sampleIncident({ id: 'inc-1', page: { ...page, joined: 'inc-9' } });
    expect(incidentView(joined, alone, []).page.state).toBe('joined');
  });

  it('says of a page that a pager took that it is taken, and of one that is shared how it rang', () => {
    expect(incidentView(paged, alone, [base]).page).toMatchObject({ standing: 'taken', words: 'Paged' });
    const shared = wantedPage('level fatal', now, 'inc-9');
    const joined = sampleIncident({ id: 'inc-1', page: shared });
    const answers = [{ receiver: 'p', state: 'taken', at: now - 5_000, said: null }] as const;
    const [first] = wantedPage('many', now - 9_000).generations;
    const many = { ...page, generations: [{ ...first, answers }] as const };
    const collector = sampleIncident({ id: 'inc-9', kind: 'collector', page: many });
    const shown = (of: Incident): string | null =>
      incidentView(joined, { ...alone, collector: of }, []).page.standing;
    expect(shown(collector)).toBe('joined');
    const resolution = { at: now, by: 'human', who: 'Ada', reason: toldBefore('Resolved by Ada.') } as const;
    expect(shown({ ...collector, status: 'resolved', resolution })).toBe('ended');
  });

  it('says nothing more of a page in doubt because its pager took an acknowledgement, or an end, for its key', () => {
    const [first] = page.generations;
    const answers = [{ receiver: 'p', state: 'in-doubt', at: now, said: null }] as const;
    const doubtful = { ...paged, page: { ...page, generations: [{ ...first, answers }] as const } };
    const taking = { status: 'acknowledged', acknowledgedBy: 'Ada', acknowledgedAt: now + 9_000 } as const;
    const acknowledged = { ...base, sent: { ...base.sent, phase: 'open', trigger: null } as Sent };
    const ended = { ...base, sent: { ...closed, acceptedAt: null } as Sent };
    const unknown = { standing: 'in-doubt', words: 'Perhaps paged', sent: 0 };
    const viewOf = (of: Incident, row: Notification): unknown => incidentView(of, alone, [row]).page;
    expect(viewOf({ ...doubtful, ...taking }, acknowledged)).toMatchObject({ ...unknown, state: 'wanted' });
    expect(viewOf({ ...doubtful, ...taking }, ended)).toMatchObject(unknown);
    const atPager = [{ ...untold(1), rangAt: now }];
    const maybe = { ...base, sent: { ...nothingSent, phase: 'maybe' } as Sent };
    for (const row of [maybe, acknowledged, ended])
      expect(viewOf({ ...doubtful, atPager }, row)).toMatchObject({
        standing: 'taken',
        words: 'Paged',
        sent: 1,
      });
  });

  it('tells of the page before that woke somebody, where the newest was handled before it went out', () => {
    const [first] = page.generations;
    const answered = (state: 'taken' | 'needless', at: number) =>
      ({ ...first, since: at, answers: [{ receiver: 'p', state, at, said: null }] }) as const;
    const twice = { ...page, generations: [answered('taken', now), answered('needless', now + 60_000)] };
    const over = {
      at: now + 60_000,
      by: 'human',
      who: 'Ada',
      reason: toldBefore('Resolved by Ada.'),
    } as const;
    const of = sampleIncident({ id: 'inc-1', status: 'resolved', resolution: over, page: twice as never });
    const { standing, wokenBefore } = incidentView(of, alone, []).page;
    expect(standing).toBeNull();
    expect(wokenBefore).toEqual({ generation: 1, at: now, reason: 'level fatal' });
    const none = { ...page, generations: [answered('needless', now), answered('needless', now + 60_000)] };
    expect(incidentView({ ...of, page: none as never }, alone, []).page.wokenBefore).toBeNull();
    // Who is woken by the newest is told of that.
    expect(incidentView(paged, alone, [base]).page.wokenBefore).toBeNull();
  });

  it('names nobody who had it in hand no longer when it ended', () => {
    const resolution = { at: now + 9_000, by: 'sentry', who: null, reason: toldBefore('Over.') } as const;
    const taken = { acknowledgedBy: 'Ada', acknowledgedAt: now } as const;
    const of = sampleIncident({ id: 'inc-1', page, status: 'resolved', resolution, ...taken });
    const handOf = (incident: Incident): unknown => {
      const { acknowledgedBy, acknowledgedAt } = incidentView(incident, alone, []);
      return [acknowledgedBy, acknowledgedAt];
    };
    expect(handOf(of)).toEqual(['Ada', now]);
    const takings = [{ by: 'Ada', at: now }];
    expect(handOf({ ...of, takings, takenBack: { by: 'Ben', at: now + 1_000 } })).toEqual([null, null]);
  });

  it('shows the newest generation of a page', () => {
    const first = { ...base, sent: closed };
    const second = {
      ...base,
      projection: { ...base.projection, generation: 2 } as Notification['projection'],
    };
    expect(pageStateOf(second, first)).toBe('triggered');
  });

  it('tells how many generations of the page were taken', () => {
    const unsent = { ...base, sent: nothingSent };
    expect(incidentView(paged, alone, []).page.sent).toBe(0);
    expect(incidentView(paged, alone, [base, unsent]).page.sent).toBe(1);
    expect(incidentView(paged, alone, [base, base]).page.sent).toBe(2);
  });

  it('says why nobody was woken, and only where nobody was', () => {
    const withdrawn = 'Its environment staging never pages.';
    const taken = sampleIncident({ id: 'inc-1', page: { ...page, withdrawn: toldBefore(withdrawn) } });
    expect(incidentView(taken, alone, []).notPaged).toBe(withdrawn);
    expect(incidentView(taken, alone, [base]).notPaged).toBeNull();
    expect(incidentView(paged, alone, []).notPaged).toBeNull();
    expect(incidentView(sampleIncident({ id: 'inc-1' }), alone, []).notPaged).toBeNull();
  });

  it('tells a guest of a storm from what is part of it', () => {
    const adoption = { at: now, soft: true, rule: 'in-struck-service', about: null } as const;
    const guest = sampleIncident({ id: 'inc-2', parent: 'inc-1', adoption });
    expect(incidentView(guest, alone, []).guest).toBe(true);
    const firm = sampleIncident({ id: 'inc-2', parent: 'inc-1', adoption: { ...adoption, soft: false } });
    expect(incidentView(firm, alone, []).guest).toBe(false);
  });

  it('marks a storm whose cause has no name yet', () => {
    const cause = { kind: 'surge', key: 'surge', title: 'cause not named yet' } as const;
    const storm = (as: Cause): Incident => sampleIncident({ id: 'inc-1', storm: { cause: as, since: now } });
    expect(incidentView(storm(cause), alone, []).unnamed).toBe(true);
    expect(incidentView(storm({ ...cause, kind: 'dependency' }), alone, []).unnamed).toBe(false);
  });

  it('of a collector tells how many share its page', () => {
    const collector = sampleIncident({ id: 'inc-9', kind: 'collector', title: 'Many incidents' });
    expect(incidentView(collector, { ...alone, joined: 7 }, [])).toMatchObject({
      kind: 'collector',
      joined: 7,
    });
  });

  it('says until when and by whom it is muted, and who has it', () => {
    const mute = { until: now + 1_000, by: 'ada', severity: 'error', storm: false } as const;
    const quiet = incidentView(sampleIncident({ id: 'inc-1', mute, assignee: 'bo' }), alone, []);
    expect(quiet).toMatchObject({ mute: { until: now + 1_000, by: 'ada' }, assignee: 'bo' });
    expect(incidentView(sampleIncident({ id: 'inc-1' }), alone, []).mute).toBeNull();
  });

  it('calls a storm critical, as Slack and PagerDuty do', () => {
    const cause = { kind: 'dependency', key: 'dependency:redis', title: 'redis unreachable' } as const;
    const storm = sampleIncident({ id: 'storm', severity: 'error', storm: { cause, since: 0 } });
    expect(incidentView(storm, alone, []).severity).toBe('critical');
    expect(incidentView(sampleIncident({ id: 'root', severity: 'info' }), alone, []).severity).toBe('info');
  });
});

describe('a notification for people', () => {
  it('says how far behind it is', () => {
    const behind = notificationView({ ...base, digest: 'd2', pendingSince: now - 4_000 }, now);
    expect(behind).toMatchObject({ current: false, lagMs: 4_000, wanted: 'triggered', alertsSent: 12 });
    expect(notificationView(base, now)).toMatchObject({ current: true, lagMs: null, dead: false });
  });
});

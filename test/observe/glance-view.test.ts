import { describe, expect, it } from 'vitest';
import { glanceView } from '../../src/observe/incident/glance-view.ts';
import { untold } from '../../src/domain/sending/pager-standing.ts';
import { acceptedAt, nothingSent, type Sent } from '../../src/domain/sending/sent.ts';
import { alone, incidentView } from '../../src/observe/incident/incident-view.ts';
import { sampleIncident, samplePage } from '../http/doubles/sample-incidents.ts';
import { message, wantedPage } from '../make.ts';
import { rangAt } from '../sent.ts';

const now = 1_767_225_700_000;
const slot = 15_000;
const base = samplePage('inc-1');
const paged = sampleIncident({ id: 'inc-1', page: wantedPage('level fatal', now) });

const answers = [{ receiver: 'p', state: 'in-doubt', at: now, said: null }] as const;
const doubtful = wantedPage('level fatal', now);
const inDoubt = {
  ...paged,
  page: { ...doubtful, generations: [{ ...doubtful.generations[0], answers }] as const },
};
const acknowledgedInDoubt = { ...base, sent: { ...base.sent, phase: 'open', trigger: null } as Sent };

function shows(change: Parameters<typeof message>[0], link?: string): typeof base {
  return { ...base, surface: 'message', projection: message(change), ...(link !== undefined && { link }) };
}

describe('what is asked first of an incident', () => {
  it('is known of storms, of the page for many, and of what was to wake somebody', () => {
    const glanceOf = (change: Parameters<typeof sampleIncident>[0]): unknown =>
      incidentView(sampleIncident(change), alone, []).glance;
    const storm = { cause: { kind: 'mode', key: 'mode:dns', title: 'DNS fails' }, since: now } as const;
    expect(glanceOf({ id: 'inc-1' })).toBeNull();
    expect(glanceOf({ id: 'inc-1', storm })).not.toBeNull();
    expect(glanceOf({ id: 'inc-1', kind: 'collector' })).not.toBeNull();
    expect(glanceOf({ id: 'inc-1', page: wantedPage('level fatal', now) })).not.toBeNull();
    expect(glanceOf({ id: 'inc-1', parent: 'inc-0', page: wantedPage('level fatal', now) })).toBeNull();
  });

  it('comes from the message that knows most', () => {
    const glance = glanceView(paged, [
      base,
      shows({ alerts: 3, users: 2 }),
      shows({ alerts: 90, users: 44 }),
    ]);
    expect(glance).toMatchObject({ users: 44, pagedAt: acceptedAt(base.sent) });
  });

  it('names the change before it broke, and none after', () => {
    const deploy = {
      service: 'basket',
      version: '2.4.1',
      environment: 'production',
      by: 'Robin',
      what: null,
      url: null,
      compareUrl: null,
    };
    const before = { ...deploy, at: paged.openedAt - 14_000 };
    expect(glanceView(paged, [shows({ deploys: [before] })]).changed).toEqual({
      kind: 'deploy',
      service: 'basket',
      version: '2.4.1',
      by: 'Robin',
      beforeMs: 14_000,
    });
    expect(
      glanceView(paged, [shows({ deploys: [{ ...before, at: paged.openedAt + 1 }] })]).changed,
    ).toBeNull();
  });

  it('has its events by time, and the slot that still fills is none of them', () => {
    const lastAlertAt = 400 * slot + 9_000;
    const trend = { counts: [1, 7, 9], direction: 'rising' } as const;
    expect(glanceView(paged, [shows({ trend, lastAlertAt })]).rate).toEqual({
      from: 397 * slot,
      slotMs: slot,
      counts: [1, 7, 9],
    });
  });

  it('leads to where people see it, as far as anybody has told', () => {
    expect(glanceView(paged, []).links).toMatchObject({ slack: null, pager: null });
    const seen = glanceView(paged, [shows({}, 'https://acme.slack.com/p1')]);
    expect(seen.links.slack).toBe('https://acme.slack.com/p1');
  });

  it('says of a page that was taken back that nobody was to be woken', () => {
    const withdrawn = { code: 'never-paged-in', environment: 'staging' } as never;
    const page = { ...wantedPage('level fatal', now), withdrawn };
    expect(glanceView(sampleIncident({ id: 'inc-1', page }), []).pagedAt).toBeNull();
  });

  it('says of a page that no pager is known to have that nobody was woken yet', () => {
    expect(glanceView(inDoubt, [acknowledgedInDoubt]).pagedAt).toBeNull();
    expect(glanceView({ ...inDoubt, atPager: [{ ...untold(1), rangAt: now }] }, []).pagedAt).toBe(now);
  });

  it('says of a page of an older relay, whose answers nobody kept, that it was taken only where its row says so', () => {
    const page = wantedPage('level fatal', now);
    const incident = sampleIncident({ id: 'inc-1', page });
    expect(glanceView(incident, [samplePage('inc-1', { sent: nothingSent })]).pagedAt).toBeNull();
    expect(glanceView(incident, [samplePage('inc-1', { sent: rangAt(now + 900) })]).pagedAt).toBe(now + 900);
  });
});

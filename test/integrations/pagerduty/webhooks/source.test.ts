import { expect, it } from 'vitest';
import { createPagerDutySource } from '../../../../src/integrations/pagerduty/webhooks/source.ts';
import {
  addressOf,
  dedupKey,
  senderOf,
  standInKey,
} from '../../../../src/integrations/pagerduty/dedup-key.ts';
import { noteMark } from '../../../../src/integrations/pagerduty/rest/note-mark.ts';
import type { Reading } from '../../../../src/seams/source.ts';
import { entry, start } from '../../../make.ts';
import { eventBody, user, webhookBody } from './webhook-body.ts';

const at = '2027-01-15T08:00:00.250Z';
const key = { install: 'i1', incident: 'inc-4', generation: 2 };
const read = (body: string): Reading =>
  createPagerDutySource().read(entry(1, start, body, { source: 'pagerduty', kind: 'webhook-v3' }));
const wordOf = (body: string): unknown => {
  const reading = read(body);
  return reading.kind === 'pager' ? reading.word : reading;
};

it('reads whose page it is out of the address that the relay gave, its name, or the incident key; else it has only the id', () => {
  const keyOf = (more: Partial<Parameters<typeof webhookBody>[0]>): unknown =>
    (wordOf(webhookBody({ type: 'incident.triggered', at, ...more })) as { key: unknown }).key;
  const url = addressOf('https://relay.example/incidents?room=1', key);
  expect(keyOf({ client: { name: 'stormrelay', url } })).toEqual(key);
  expect(keyOf({ client: { name: dedupKey(key) } })).toEqual(key);
  expect(keyOf({ incidentKey: dedupKey(key) })).toEqual(key);
  expect(keyOf({ incidentKey: standInKey({ ...key, receiver: 'tax: night' }) })).toEqual(key);
  const own = { ...key, receiver: 'payments (EU)' };
  expect(keyOf({ client: { name: senderOf(own) } })).toEqual(own);
  expect(keyOf({ client: { name: 'stormrelay', url: addressOf('https://relay.example/', own) } })).toEqual(
    own,
  );
  expect(keyOf({ client: { name: 'Weather', url: 'https://weather.example/?page=7' } })).toBeNull();
  expect(keyOf({ incidentKey: 'd3640fbd41094207a1c11e58e46b1662' })).toBeNull();
});

it('reads who did what, when, and who is to look after it', () => {
  const body = webhookBody({
    type: 'incident.acknowledged',
    at,
    agent: user('Robin\u202e Fake'),
    assignees: ['Robin Fake', 'Kim Fake'],
  });
  expect(wordOf(body)).toEqual({
    pagerIncident: 'Q1PAGE',
    key: null,
    at: Date.parse(at),
    by: { kind: 'person', name: 'Robin Fake' },
    act: { kind: 'acknowledged' },
    assigned: ['Robin Fake', 'Kim Fake'],
    link: 'https://acme.pagerduty.com/incidents/Q1PAGE',
  });
});

it('leads people to PagerDuty alone', () => {
  const linkOf = (html_url: string): unknown => {
    const data = { id: 'Q1PAGE', html_url, escalation_policy: { id: 'PESCAL1' }, assignees: [] };
    return wordOf(eventBody('incident.acknowledged', at, { data }));
  };
  expect(linkOf('https://acme.eu.pagerduty.com/incidents/Q1')).toMatchObject({
    link: 'https://acme.eu.pagerduty.com/incidents/Q1',
    policy: 'PESCAL1',
  });
  for (const elsewhere of [
    'https://pagerduty.com.evil.example/',
    'http://acme.pagerduty.com/',
    'https://notpagerduty.com/',
  ])
    expect(linkOf(elsewhere)).not.toHaveProperty('link');
});

it('reads what it has asked for itself, by the key that it asked with', () => {
  const incident = {
    id: 'Q1PAGE',
    html_url: 'https://acme.pagerduty.com/incidents/Q1PAGE',
    status: 'triggered',
    created_at: '2027-01-15T08:00:00Z',
    assignments: [{ assignee: user('Robin Fake') }],
    escalation_policy: { id: 'PESCAL1' },
  };
  const body = JSON.stringify({ dedup_key: dedupKey(key), read_at: start, incident });
  const asked = entry(1, start, body, { source: 'pagerduty', kind: 'rest-incident', verifiedBy: 'self' });
  expect(createPagerDutySource().read(asked)).toEqual({
    kind: 'pager',
    word: {
      pagerIncident: 'Q1PAGE',
      key,
      at: start,
      by: { kind: 'pager' },
      act: { kind: 'read', rangAt: Date.UTC(2027, 0, 15, 8) },
      assigned: ['Robin Fake'],
      link: incident.html_url,
      policy: 'PESCAL1',
    },
  });
});

it('tells a person from an integration, and both from PagerDuty itself', () => {
  const by = (agent: { type: string; summary: string } | null): unknown =>
    (wordOf(webhookBody({ type: 'incident.resolved', at, agent })) as { by: unknown }).by;
  expect(by(user(''))).toEqual({ kind: 'person', name: 'somebody' });
  expect(by({ type: 'inbound_integration_reference', summary: 'Events API V2' })).toEqual({
    kind: 'integration',
  });
  expect(by(null)).toEqual({ kind: 'pager' });
});

it('reads notes, responders and priorities; what else there is has no use', () => {
  const incident = { id: 'Q1PAGE', type: 'incident_reference', summary: 'redis unreachable' };
  const data = { incident, content: 'It is\nthe switch.' };
  expect(wordOf(eventBody('incident.annotated', at, { data }))).toMatchObject({
    act: { kind: 'note', text: 'It is the switch.' },
  });
  const asked = { incident, user: user('Kim Fake'), escalation_policy: null, state: 'pending' };
  expect(wordOf(eventBody('incident.responder.added', at, { data: asked }))).toMatchObject({
    act: { kind: 'responder', name: 'Kim Fake', state: 'pending' },
  });
  expect(wordOf(webhookBody({ type: 'incident.priority_updated', at }))).toMatchObject({
    act: { kind: 'priority', priority: null },
  });
  expect(read(eventBody('pagey.ping', at, { data: {} }))).toMatchObject({
    kind: 'set-aside',
    decision: { code: 'pager-event-unused', event: 'pagey.ping' },
  });
});

it('says what it cannot read', () => {
  expect(() => read('{}')).toThrow('This is no webhook of PagerDuty that this relay can read. event:');
  const nameless = eventBody('incident.acknowledged', at, { data: { id: '' } });
  expect(() => read(nameless)).toThrow('This is no incident of PagerDuty');
});

it("takes the relay's own note for an echo, and anybody else's for a note", () => {
  const noteBy = (content: string): unknown =>
    wordOf(
      eventBody('incident.annotated', at, {
        agent: user('Storm Relay'),
        data: { incident: { id: 'Q1PAGE' }, id: 'PN1', content, trimmed: false },
      }),
    );
  const mark = noteMark({ install: 'i1', incident: 'inc-4', upto: 7 });
  expect(noteBy(`Acknowledged by Ada.\n${mark}`)).toMatchObject({
    decision: { code: 'pager-echo', event: 'note' },
  });
  expect(noteBy(`Who wrote ${mark} here?`)).toMatchObject({ act: { kind: 'note' } });
});

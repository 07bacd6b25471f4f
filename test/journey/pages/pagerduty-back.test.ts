import { expect, it } from 'vitest';
import { v1, webhookBody } from '../../integrations/pagerduty/webhooks/webhook-body.ts';
import { journey, until, type Journey } from '../scene/journey.ts';
import type { IncidentRow } from '../scene/relay-api.ts';
import { pages, rootsOf, shown } from '../scene/seen.ts';
import { throwIt, troubles, unrelated } from '../scene/trouble.ts';

const seed = 1_311;

/** What the relay verifies the fake PagerDuty's webhooks with. */
const hears = ({ fakes }: Journey): Record<string, string> => ({
  PAGERDUTY_WEBHOOK_SECRETS: fakes.connection.pagerduty.webhookSecret,
});

async function rung(
  of: Journey,
): Promise<{ row: IncidentRow; key: { routingKey: string; dedupKey: string } }> {
  of.fakes.pagerduty.setWebhook(`${of.url}/webhooks/pagerduty`);
  await throwIt(
    of.fakes,
    troubles(of, seed)('ledger', unrelated[4]!).event({ level: 'fatal', isNew: false }),
  );
  const { routingKey, dedupKey } = await until('the page', () => pages(of)[0]);
  const row = await until('its incident', async () => (await of.api.incidents())[0]);
  return { row, key: { routingKey, dedupKey } };
}

const message = (of: Journey, row: IncidentRow): string => shown(rootsOf(of, row.id)[0]);
const webhooks = (of: Journey) => of.fakes.observed().pagerduty.webhooks ?? [];

/** How often a page was acknowledged or resolved by the relay: what it asks to find out about its key is none of these. */
const sentOf = ({ fakes }: Journey, key: string, action: 'acknowledge' | 'resolve'): number =>
  fakes.observed().pagerduty.calls.filter((one) => one.dedupKey === key && one.action === action).length;

/** All that was told has arrived, each copy of it. */
async function allTold(of: Journey, count: number): Promise<void> {
  await until(`${count} webhooks`, () => webhooks(of).filter(({ status }) => status === 202).length >= count);
}

it.each([
  ['in order', { copies: 1, lateByMs: 0 }, 'PUBLIC_URL'],
  ['twice, late and out of order', { copies: 2, lateByMs: 30_000 }, null],
] as const)('what people do in PagerDuty happens here, told %s', async (_how, manner, address) => {
  const of = await journey({ seed, speed: 60 });
  const variables = { ...hears(of), ...(address === null ? {} : { [address]: 'https://relay.example/' }) };
  await of.start(variables);
  of.fakes.pagerduty.setWebhookManner(manner);
  const { row, key } = await rung(of);
  const act = (more: Parameters<typeof of.fakes.pagerduty.act>[0]): void =>
    expect(of.fakes.pagerduty.act(more)).toBe(true);
  act({ does: 'reassign', ...key, by: 'Robin Fake', to: ['Kim Fake'] });
  act({ does: 'acknowledge', ...key, by: 'Kim Fake', itself: false });
  act({ does: 'annotate', ...key, by: 'Kim Fake', note: 'It is the <!channel> switch.' });
  await allTold(of, 4 * manner.copies);
  await until('it is acknowledged here', async () => {
    const { status, acknowledgedBy } = (await of.api.incident(row.id)).view;
    return status === 'acknowledged' && acknowledgedBy === 'Kim Fake';
  });
  await until('the message says by whom', () =>
    /Acknowledged by Kim Fake\*.*\*Paged\* Robin Fake/.test(message(of, row)),
  );

  // Whose page it is was told before; after a kill the rows know it still.
  await of.kill();
  await of.start(variables);
  act({ does: 'unacknowledge', ...key, by: 'Robin Fake', itself: true });
  act({ does: 'resolve', ...key, by: 'Kim Fake', itself: false });
  await allTold(of, 6 * manner.copies);
  await until('it is resolved here', async () => (await of.api.incident(row.id)).view.status === 'resolved');
  await until('the message says by whom', () => /Closed by Kim Fake/.test(message(of, row)));
  await of.rest();
  const { timeline } = await of.api.incident(row.id);
  const ranOut = 'The acknowledgement ran out in PagerDuty, which rings again.';
  // What comes after the end that it came before is told as what was before.
  const before = 'Before that, the acknowledgement had run out in PagerDuty.';
  const story = timeline
    .filter(({ kind }) => kind === 'pager')
    .map(({ detail }) => (manner.copies > 1 && detail === before ? ranOut : detail));
  expect(story.toSorted()).toEqual([
    'Note in PagerDuty by Kim Fake: It is the <!channel> switch.',
    'Reassigned in PagerDuty by Robin Fake to Kim Fake.',
    ranOut,
  ]);
  // What was done there is not sent back.
  expect(sentOf(of, key.dedupKey, 'resolve') + sentOf(of, key.dedupKey, 'acknowledge')).toBe(0);
  expect(of.fakes.observed().pagerduty.wakings).toHaveLength(1);
  expect((await of.api.deadLetters()).length).toBe(0);
});

it('each thing that is done there is told with the name of who did it', async () => {
  const of = await journey({ seed, speed: 60 });
  await of.start(hears(of));
  const { row, key } = await rung(of);
  const by = 'Ann Fake';
  const acts: readonly Parameters<typeof of.fakes.pagerduty.act>[0][] = [
    { does: 'escalate', ...key, by, itself: true },
    { does: 'escalate', ...key, by, itself: false, to: ['Ben Fake'] },
    { does: 'delegate', ...key, by, to: ['Eve Fake'] },
    { does: 'prioritize', ...key, by, priority: 'P1' },
    { does: 'ask', ...key, by, responder: 'Joe Fake' },
    { does: 'answer', ...key, by: 'Joe Fake', responder: 'Joe Fake', state: 'joined' },
    { does: 'annotate', ...key, by, note: 'It is the switch.' },
    { does: 'resolve', ...key, by, itself: false },
    { does: 'reopen', ...key, by },
  ];
  for (const act of acts) expect(of.fakes.pagerduty.act(act)).toBe(true);
  await allTold(of, 1 + acts.length);
  await until('it is resolved here', async () => (await of.api.incident(row.id)).view.status === 'resolved');
  await of.rest();
  const { timeline } = await of.api.incident(row.id);
  expect(timeline.find(({ kind }) => kind === 'resolved')?.detail).toContain(by);
  expect(timeline.filter(({ kind }) => kind === 'pager').map(({ detail }) => detail)).toEqual([
    'Escalated in PagerDuty to Kim Fake.',
    'Escalated in PagerDuty by Ann Fake to Ben Fake.',
    'Delegated in PagerDuty by Ann Fake to Eve Fake.',
    'Priority P1 in PagerDuty, set by Ann Fake.',
    'Joe Fake was asked to help, in PagerDuty.',
    'Joe Fake in PagerDuty: joined.',
    'Note in PagerDuty by Ann Fake: It is the switch.',
    'Reopened in PagerDuty by Ann Fake. Here it stays resolved: what fires again opens a new incident.',
  ]);
});

it('what the relay does there comes back as an echo, and a forged one is refused', async () => {
  const of = await journey({ seed, speed: 60 });
  await of.start(hears(of));
  const { row } = await rung(of);
  await of.api.post(`incidents/${row.id}/acknowledge`, { who: 'Robin' });
  await until('PagerDuty knows', () => pages(of)[0]?.status === 'acknowledged');
  await allTold(of, 2);
  await until('the echo is set aside', async () =>
    (await of.api.setAside()).find(({ disposition }) => disposition.reason.includes('the relay did itself')),
  );
  expect((await of.api.incident(row.id)).view.acknowledgedBy).toBe('Robin');

  const body = webhookBody({ type: 'incident.resolved', at: '2027-01-15T08:00:00Z' });
  const answer = await fetch(`${of.url}/webhooks/pagerduty`, {
    method: 'POST',
    headers: { 'x-pagerduty-signature': v1('not-the-secret', body), 'x-webhook-id': 'w-1' },
    body,
  });
  expect(answer.status).toBe(401);
  expect((await of.api.refused()).map(({ code }) => code)).toContain('signature-mismatch');
});

it('what came from PagerDuty is not sent back: whoever takes it back or opens it again is not undone', async () => {
  const of = await journey({ seed, speed: 60 });
  const variables = hears(of);
  await of.start(variables);
  const { row, key } = await rung(of);
  const act = (more: Parameters<typeof of.fakes.pagerduty.act>[0]): void =>
    expect(of.fakes.pagerduty.act(more)).toBe(true);
  const status = async (): Promise<string> => (await of.api.incident(row.id)).view.status;
  act({ does: 'acknowledge', ...key, by: 'Kim Fake', itself: false });
  await until('it is acknowledged here', async () => (await status()) === 'acknowledged');
  await of.kill();
  await of.start(variables);
  act({ does: 'unacknowledge', ...key, by: 'Kim Fake', itself: false });
  await until('it is open here again', async () => (await status()) === 'open');
  await until('the message says by whom', () => /taken back by Kim Fake/.test(message(of, row)));
  await of.rest();
  expect([sentOf(of, key.dedupKey, 'acknowledge'), pages(of)[0]?.status]).toEqual([0, 'triggered']);

  await of.api.post(`incidents/${row.id}/acknowledge`, { who: 'Robin' });
  await until('PagerDuty knows', () => pages(of)[0]?.status === 'acknowledged');
  act({ does: 'unacknowledge', ...key, by: 'Kim Fake', itself: true });
  await until('it is open here again', async () => (await status()) === 'open');
  await of.api.post(`incidents/${row.id}/acknowledge`, { who: 'Ann' });
  await until('PagerDuty knows that too', () => sentOf(of, key.dedupKey, 'acknowledge') === 2);

  act({ does: 'resolve', ...key, by: 'Kim Fake', itself: false });
  act({ does: 'reopen', ...key, by: 'Kim Fake' });
  await until('it is resolved here', async () => (await status()) === 'resolved');
  await of.rest();
  expect([sentOf(of, key.dedupKey, 'resolve'), pages(of)[0]?.status]).toEqual([0, 'triggered']);
  expect(of.fakes.observed().pagerduty.wakings).toHaveLength(1);
});

import { expect, it } from 'vitest';
import { journey, until, type Journey } from '../scene/journey.ts';
import type { IncidentRow } from '../scene/relay-api.ts';
import { pages, replies } from '../scene/seen.ts';
import { throwIt, troubles, unrelated } from '../scene/trouble.ts';

const seed = 1_511;

function writes({ fakes, url }: Journey): Record<string, string> {
  const { apiUrl, apiToken, from, webhookSecret } = fakes.connection.pagerduty;
  fakes.pagerduty.setWebhook(`${url}/webhooks/pagerduty`);
  return {
    PAGERDUTY_API_URL: apiUrl,
    PAGERDUTY_API_TOKEN: apiToken,
    PAGERDUTY_FROM: from,
    PAGERDUTY_WEBHOOK_SECRETS: webhookSecret,
  };
}

const notes = ({ fakes }: Journey) => fakes.observed().pagerduty.notes ?? [];

async function rung(of: Journey): Promise<{ row: IncidentRow; pager: string }> {
  await throwIt(
    of.fakes,
    troubles(of, seed)('ledger', unrelated[4]!).event({ level: 'fatal', isNew: false }),
  );
  const pager = (await until('the page', () => pages(of)[0])).id;
  const row = await until('its incident', async () => (await of.api.incidents())[0]);
  return { row, pager };
}

it('what people do here stands at PagerDuty as notes, a minute apart, and no note echoes', async () => {
  const of = await journey({ seed, speed: 60 });
  await of.start(writes(of));
  const { row, pager } = await rung(of);
  await of.api.post(`incidents/${row.id}/acknowledge`, { who: 'Ann' });
  const first = await until('the first note', () => notes(of)[0]);
  expect(first).toMatchObject({ incident: pager, by: 'Storm Relay' });
  expect(first.content).toContain('Acknowledged by Ann.');
  await of.api.post(`incidents/${row.id}/resolve`, { who: 'Ann' });
  const second = await until('the second note', () => notes(of)[1]);
  expect(second.content).toMatch(/Closed by Ann\.[^]*It was open for[^]*Ann acknowledged it after/);
  expect(second.at - first.at).toBeGreaterThanOrEqual(60_000);
  await of.rest();
  expect(notes(of)).toHaveLength(2);
  // On a busy machine PagerDuty may not hear the answer in time, and tells it again.
  const echoes = (): ReadonlySet<string> => {
    const told = of.fakes.observed().pagerduty.webhooks ?? [];
    const taken = told.filter(({ event, status }) => event === 'incident.annotated' && status === 202);
    return new Set(taken.map(({ webhookId }) => webhookId));
  };
  await until('both are told back', () => echoes().size === 2);
  await of.rest();
  expect(
    replies(of)
      .map((reply) => reply.revisions.at(-1)?.text ?? '')
      .join('\n'),
  ).not.toContain('Note in PagerDuty');
});

it.each([
  ['was lost', { kind: 'accept-then-fail', answer: 502 }],
  ['never came', { kind: 'timeout', takesEffect: true }],
] as const)('a note whose answer %s is not written twice, also over a kill -9', async (_how, fault) => {
  const of = await journey({ seed: seed + 1, speed: 60 });
  await of.start(writes(of));
  const { row, pager } = await rung(of);
  const target = { service: 'pagerduty', method: `/incidents/${pager}/notes` } as const;
  of.fakes.faults.add({ target, window: { count: 1 }, fault });
  await of.api.post(`incidents/${row.id}/acknowledge`, { who: 'Ann' });
  await until('it was taken', () => notes(of)[0]);
  await of.kill();
  await of.start(writes(of));
  await of.rest();
  expect(notes(of).map(({ content }) => content.split('\n')[0])).toEqual([
    expect.stringMatching(/Acknowledged by Ann\.$/),
  ]);
  await of.api.post(`incidents/${row.id}/resolve`, { who: 'Ann' });
  await until('the next one', () => notes(of).length === 2);
});

it('a wrong address blocks the lane of the notes alone, and is told with what to do', async () => {
  const of = await journey({ seed: seed + 2, speed: 60 });
  await of.start({ ...writes(of), PAGERDUTY_FROM: 'nobody@example.com' });
  const { row } = await rung(of);
  await of.api.post(`incidents/${row.id}/acknowledge`, { who: 'Ann' });
  const lane = await until('the lane is blocked', async () =>
    (await of.api.lanes()).find(
      ({ id, state }) => id.startsWith('pagerduty-notes:') && state.kind === 'blocked',
    ),
  );
  expect(lane.state.reason).toMatch(/Requester User Not Found.*PAGERDUTY_FROM/);
  await until('PagerDuty has the acknowledgement', () => pages(of)[0]?.status === 'acknowledged');
  expect(notes(of)).toEqual([]);
});

import { expect, it } from 'vitest';
import { journey, until, type Journey } from '../scene/journey.ts';
import { pages, rootsOf, shown } from '../scene/seen.ts';
import { throwIt, troubles, unrelated } from '../scene/trouble.ts';

const seed = 1_412;

/** What a relay asks the fake PagerDuty's REST API with. */
function asks({ fakes }: Journey): Record<string, string> {
  const { apiUrl, apiToken, serviceId } = fakes.connection.pagerduty;
  return { PAGERDUTY_API_URL: apiUrl, PAGERDUTY_API_TOKEN: apiToken, PAGERDUTY_SERVICE_ID: serviceId };
}

it('a message says who is on call, until somebody takes it', async () => {
  const of = await journey({ seed, speed: 60 });
  await of.start(asks(of));
  await throwIt(of.fakes, troubles(of, seed)('ledger', unrelated[4]!).event({ level: 'error', isNew: true }));
  const row = await until('its incident', async () => (await of.api.incidents())[0]);
  const message = (): string => shown(rootsOf(of, row.id)[0]);
  await until('who is on call', () => message().includes('On call: Robin Fake'));
  of.fakes.pagerduty.setOnCall([{ name: 'Ann Fake', level: 1 }]);
  await until('the next shift', () => message().includes('On call: Ann Fake'));
  await of.api.post(`incidents/${row.id}/acknowledge`, { who: 'Ann' });
  await until('it is taken', () => message().includes('Acknowledged by Ann'));
  expect(message()).not.toContain('On call');
});

it('of a page that no webhook told of, PagerDuty is asked where it is, and for whom it rings', async () => {
  const of = await journey({ seed, speed: 60 });
  const { apiUrl, apiToken } = of.fakes.connection.pagerduty;
  await of.start({ PAGERDUTY_API_URL: apiUrl, PAGERDUTY_API_TOKEN: apiToken });
  const trouble = troubles(of, seed);
  await throwIt(of.fakes, trouble('ledger', unrelated[4]!).event({ level: 'fatal', isNew: false }));
  const page = await until('the page', () => pages(of)[0]);
  const row = await until('its incident', async () => (await of.api.incidents())[0]);
  const message = (id: string): string => shown(rootsOf(of, id)[0]);
  await until('whom it rings', () => /\*Paged\* Robin Fake/.test(message(row.id)));
  expect(message(row.id)).toContain(`<https://fake-account.pagerduty.com/incidents/${page.id}|In PagerDuty>`);
  // By whose policy it went says who is on call for what has no page.
  await throwIt(of.fakes, trouble('search', unrelated[2]!).event({ level: 'error', isNew: true }));
  const other = await until('another one', async () =>
    (await of.api.incidents()).find(({ id }) => id !== row.id),
  );
  await until('who is on call', () => message(other.id).includes('On call: Robin Fake'));
});

it('a deploy to production is told to PagerDuty once, and wakes nobody', async () => {
  const of = await journey({ seed, speed: 60 });
  await of.start();
  const told = (): readonly (string | null)[] =>
    of.fakes
      .observed()
      .pagerduty.calls.filter(({ action }) => action === 'change')
      .map(({ summary }) => summary);
  const deploy = { service: 'ledger', release: '2.4.1', by: 'Robin' };
  await of.api.post('deploys', { ...deploy, environment: 'staging' });
  await of.api.post('deploys', { ...deploy, environment: 'production' });
  await until('it is told', () => told().length > 0);
  // Until its answer is stored, a deploy is rather told twice than never.
  await of.rest();
  await of.kill();
  await of.start();
  await of.rest();
  expect(told()).toEqual(['Deployed ledger 2.4.1 by Robin']);
  expect(of.fakes.observed().pagerduty.wakings).toEqual([]);
});

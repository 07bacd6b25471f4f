import { expect, it } from 'vitest';
import { journey, until, type Journey } from '../scene/journey.ts';
import { rootsOf, shown } from '../scene/seen.ts';
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

import { expect, it } from 'vitest';
import { journey, until, type Journey } from '../scene/journey.ts';
import type { IncidentRow } from '../scene/relay-api.ts';
import { pages, rootsOf, shown } from '../scene/seen.ts';
import { throwIt, troubles, unrelated } from '../scene/trouble.ts';

const seed = 1_412;

const message = (of: Journey, row: IncidentRow): string => shown(rootsOf(of, row.id)[0]);

it('whoever takes or ends the page of many incidents in PagerDuty stands at each of them', async () => {
  const of = await journey({ seed, speed: 20 });
  await of.start({ PAGERDUTY_WEBHOOK_SECRETS: of.fakes.connection.pagerduty.webhookSecret });
  of.fakes.pagerduty.setWebhook(`${of.url}/webhooks/pagerduty`);
  const make = troubles(of, seed);
  const fatal = (n: number): Promise<unknown> =>
    throwIt(of.fakes, make(`service-${n}`, unrelated[n]!).event({ level: 'fatal', isNew: false }));
  for (const n of [0, 1, 2, 3, 4, 5]) await fatal(n);
  const { routingKey, dedupKey } = await until('the page of many', () =>
    pages(of).find((page) => page.summary.includes('more incident')),
  );
  const member = await until('one of them', async () =>
    (await of.api.incidents()).find(({ page }) => page.state === 'joined'),
  );
  await until('its message', () => /\*Paged\*.*on one page with others/.test(message(of, member)));
  const act = (does: 'acknowledge' | 'unacknowledge'): void =>
    expect(of.fakes.pagerduty.act({ does, routingKey, dedupKey, by: 'Kim Fake', itself: false })).toBe(true);

  act('acknowledge');
  await until('it stands there', () => /Acknowledged by Kim Fake\*/.test(message(of, member)));
  await fatal(6);
  const late = await until('one more joins', async () => {
    const joined = (await of.api.incidents()).filter(({ page }) => page.state === 'joined');
    return joined.find(({ id }) => id !== member.id);
  });
  expect((await of.api.incident(late.id)).view.status).toBe('open');
  const again = await until('the page rings again', () =>
    pages(of).find((page) => page.dedupKey !== dedupKey && page.summary.includes('1 more incident')),
  );
  expect(again.summary).toContain('1 more incident joined, not told of when it was acknowledged');

  act('unacknowledge');
  await until('those of the first page wait again', async () => {
    const { view } = await of.api.incident(member.id);
    return view.status === 'open' && !/Acknowledged by Kim Fake\*/.test(message(of, member));
  });
  await of.rest();
  const told = of.fakes.observed().pagerduty.calls.filter((call) => call.dedupKey === dedupKey);
  expect(told.filter(({ action }) => action === 'acknowledge')).toEqual([]);
  expect(pages(of).find((page) => page.dedupKey === dedupKey)?.status).toBe('triggered');

  const end = {
    does: 'resolve',
    routingKey,
    dedupKey: again.dedupKey,
    by: 'Kim Fake',
    itself: false,
  } as const;
  expect(of.fakes.pagerduty.act(end)).toBe(true);
  await until('each says that its page is over', () =>
    [member, late].every((row) => /\*Was paged\*.*ended in PagerDuty by Kim Fake/.test(message(of, row))),
  );
  expect((await of.api.incident(late.id)).view.status).toBe('open');
});

it('a page of many incidents of which each is taken by itself is acknowledged there, and rings anew for the next', async () => {
  const of = await journey({ seed, speed: 20 });
  await of.start();
  const make = troubles(of, seed);
  const fatal = (n: number): Promise<unknown> =>
    throwIt(of.fakes, make(`service-${n}`, unrelated[n]!).event({ level: 'fatal', isNew: false }));
  for (const n of [0, 1, 2, 3, 4, 5]) await fatal(n);
  const ofMany = (): ReturnType<typeof pages> => pages(of).filter(({ summary }) => /incident/.test(summary));
  const { dedupKey } = await until('the page of many', () => ofMany()[0]);
  const member = await until('one of them', async () =>
    (await of.api.incidents()).find(({ page }) => page.state === 'joined'),
  );
  await of.api.post(`incidents/${member.id}/acknowledge`, { who: 'Kim' });
  await until('the pager knows', () => ofMany().every(({ status }) => status === 'acknowledged'));
  await fatal(6);
  const again = await until('it rings anew', () => ofMany().find((page) => page.dedupKey !== dedupKey));
  expect(again).toMatchObject({ status: 'triggered' });
  expect(again.summary).toContain('1 incident needs somebody');
});

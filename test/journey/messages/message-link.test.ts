import { expect, it } from 'vitest';
import { journey, until, type Journey } from '../scene/journey.ts';
import { pages } from '../scene/seen.ts';
import { throwIt, troubles, unrelated } from '../scene/trouble.ts';

const seed = 2_911;

const asked = ({ fakes }: Journey): number =>
  fakes.observed().slack.calls.filter(({ method }) => method === 'chat.getPermalink').length;

it('Slack tells once where a message is, a restart asks for nothing again, and the page leads there', async () => {
  const of = await journey({ seed, speed: 30 });
  await of.start();
  const trouble = troubles(of, seed)('ledger', unrelated[4]!);
  await throwIt(of.fakes, trouble.event());
  const { id } = await until('its incident', async () => (await of.api.incidents())[0]);
  const linkOf = async (): Promise<string | null | undefined> =>
    (await of.api.incident(id)).notifications.find(({ surface }) => surface === 'message')?.link;
  const link = await until('the address of its message', linkOf);
  expect(link).toMatch(/^https:\/\/fake-workspace\.slack\.com\/archives\/\w+\/p\d+$/);
  await of.rest();
  await of.kill();
  await of.start();
  await throwIt(of.fakes, trouble.event({ level: 'fatal', isNew: false }));
  const page = await until('the page', () => pages(of)[0]);
  expect(page.links.at(-1)).toEqual({ href: link, text: 'Slack message' });
  await of.rest();
  expect(await linkOf()).toBe(link);
  expect(asked(of)).toBe(1);
});

import { expect, it } from 'vitest';
import { stormrelay } from '../scene/command.ts';
import { journey, until } from '../scene/journey.ts';
import {
  expectBalance,
  expectNoMessageTwice,
  expectNoSecondPage,
  pages,
  roots,
  shown,
} from '../scene/seen.ts';
import { throwIt, troubles, unrelated } from '../scene/trouble.ts';
import { access } from './missed.ts';

const seed = 1302;

it('shows what was lost on its way when somebody asks for it, once, whatever comes of it afterwards', async () => {
  const of = await journey({ seed, speed: 20 });
  const make = troubles(of, seed);
  const heard = make('checkout', unrelated[0]!);
  const lost = make('invoice', unrelated[3]!);
  await of.start(access(of, 'brindle'));
  await throwIt(of.fakes, heard.event());
  await until('an incident', async () => (await of.api.incidents()).length === 1);
  // Its webhooks are made, so Sentry knows of it, and never sent.
  const fatal = lost.event({ level: 'fatal' });
  const webhooks = of.fakes.sentry.webhooksFor(fatal);
  const said = await stormrelay(of, ['catch-up', '--since', '1h']);
  expect(said.stdout).toContain('2 issues looked at in Sentry: 1 that nothing had told of.');
  await until('its page', () => pages(of).length === 1);
  const message = await until('its message', () =>
    roots(of).find((one) => shown(one).includes('colour profile')),
  );
  expect(shown(message)).toContain('reconstructed from Sentry, no webhook told of it');
  const again = await stormrelay(of, ['catch-up']);
  expect(again.stdout).toContain('nothing that was not known');
  // It comes after all.
  for (const webhook of webhooks) await of.fakes.sentry.send(webhook);
  await of.rest();
  expect(await of.api.incidents()).toHaveLength(2);
  expect(pages(of)).toHaveLength(1);
  expectNoMessageTwice(of);
  expectNoSecondPage(of);
  await expectBalance(of);
});

it('shows as many events and users as Sentry has counted, whether their webhooks come late or never', async () => {
  const of = await journey({ seed, speed: 20 });
  const make = troubles(of, seed);
  const lost = make('invoice', unrelated[3]!);
  await of.start(access(of, 'brindle'));
  const webhooks = Array.from({ length: 30 }, (_, n) =>
    of.fakes.sentry.webhooksFor(lost.event({ user: { id: `${n}`, email: '' } })),
  ).flat();
  await stormrelay(of, ['catch-up', '--since', '1h']);
  const says = (...words: readonly string[]) =>
    roots(of).some((one) => words.every((word) => shown(one).includes(word)));
  await until('its message', () => says('30 events', 'at least 30 users', 'no webhook told of it'));
  for (const webhook of webhooks) await of.fakes.sentry.send(webhook);
  await until('that they came', () => says('30 events', 'read in Sentry before its webhooks came'));
  await of.rest();
  expect(says('no webhook told of it')).toBe(false);
  expect(await of.api.incidents()).toHaveLength(1);
  await throwIt(of.fakes, lost.event());
  await until('what is new', () => says('31 events'));
  await of.rest();
  expectNoMessageTwice(of);
  await expectBalance(of);
});

it('ends what Sentry has ended without a word, by itself', async () => {
  const of = await journey({ seed, speed: 60 });
  const trouble = troubles(of, seed)('checkout', unrelated[0]!);
  await of.start({ ...access(of, 'brindle'), SENTRY_CATCH_UP_EVERY: '1m' });
  const error = trouble.event();
  await throwIt(of.fakes, error);
  await until('an incident', async () => (await of.api.incidents()).length === 1);
  of.fakes.sentry.issueWebhook('resolved', error, { at: Math.round(of.clock.now()) });
  await until('its end', async () => (await of.api.incidents())[0]?.status === 'resolved');
  await of.rest();
  await expectBalance(of);
});

it('says what is missing where Sentry cannot be asked', async () => {
  const of = await journey({ seed, speed: 20 });
  await of.start();
  const said = await stormrelay(of, ['catch-up', '--since', '2h']);
  expect(said.code).toBe(1);
  expect(said.stderr).toContain('set SENTRY_AUTH_TOKEN and SENTRY_ORG');
  expect((await stormrelay(of, ['catch-up', '--since', 'yesterday'])).code).toBe(2);
});

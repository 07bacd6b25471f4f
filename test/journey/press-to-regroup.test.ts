import { expect, it } from 'vitest';
import type { PressSpec, SlackPerson } from '../../simulator/fakes/slack/presses/press-spec.ts';
import { until } from './scene/journey.ts';
import { firstChild, pagedStorm } from './scene/paged-storm.ts';
import { expectBalance, expectNoSecondPage, rootsOf, shown } from './scene/seen.ts';

const ada: SlackPerson = { id: 'U0ADA', name: 'ada' };
const bo: SlackPerson = { id: 'U0BO', name: 'bo' };

it('a person splits something off a storm and merges it again, out of lists that only they see', async () => {
  // What is signed may be five virtual minutes old.
  const { of, root } = await pagedStorm(815, { speed: 2, buttons: true });
  const url = `${of.url}/webhooks/slack/interactions`;
  const press = async (incident: string, action: string, by: Partial<PressSpec> = {}): Promise<void> => {
    const message = rootsOf(of, incident)[0];
    if (message === undefined) throw new Error(`There is no message of ${incident}.`);
    const { channel, ts } = message;
    const answers = await of.fakes.slack.press({ url, channel, ts, action, user: ada, ...by });
    expect(answers.map(({ status }) => status)).toContain(200);
  };
  const asked = (text: RegExp, { id, name } = ada): Promise<unknown> =>
    until(`${name} is told ${String(text)}`, () =>
      of.fakes.slack.ephemeral().some((line) => line.user === id && text.test(line.text)),
    );
  const parent = async (id: string): Promise<string | null> => (await of.api.incident(id)).view.parent;
  const child = await until('a part of it', () => firstChild(of, root.id));

  await press(root.id, 'stormrelay:1:split');
  await asked(/What is a trouble of its own/);
  await press(root.id, 'stormrelay:1:split', { user: bo });
  await asked(/What is a trouble of its own/, bo);
  await press(root.id, `split:${child}`, { copies: 3 });
  await until('it is an incident of its own', async () => (await parent(child)) === null);
  await asked(/On its own now/);
  // Bo's list is old by now: he is told so, and nobody else.
  await press(root.id, `split:${child}`, { user: bo });
  await asked(/Nothing was done/, bo);
  await until('its own message', () => shown(rootsOf(of, child)[0]).includes('Acknowledge'));

  await press(child, 'stormrelay:1:merge');
  await asked(/What is it part of/);
  await press(child, `merge:${root.id}`, { copies: 3 });
  await until('it is part of the storm again', async () => (await parent(child)) === root.id);
  await asked(/One trouble now/);

  await of.rest();
  const { timeline } = await of.api.incident(root.id);
  expect(timeline.filter(({ detail }) => detail.includes('by ada'))).toHaveLength(2);
  expectNoSecondPage(of);
  await expectBalance(of);
});

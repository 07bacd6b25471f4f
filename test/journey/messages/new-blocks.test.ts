import { expect, it } from 'vitest';
import { callSlack } from '../../simulator/fakes/started.ts';
import { until, type Journey } from '../scene/journey.ts';
import { message, pagedStorm, resolve } from '../scene/paged-storm.ts';
import { expectBalance, roots } from '../scene/seen.ts';
import { throwIt } from '../scene/trouble.ts';

const inTable = 'Loudest error';
const inList = 'first to fail first: ';
const both = ['data_table', 'card'] as const;

/** The relay has asked for each of them. */
async function asked({ fakes }: Journey): Promise<void> {
  const calls = () => fakes.observed().slack.calls.filter(({ method }) => method === 'blocks.validate');
  await until('it has asked', () => calls().length === both.length);
}

async function blocksInThread(of: Journey, ts: string): Promise<string> {
  const { channel } = of.fakes.connection.slack;
  return JSON.stringify((await callSlack(of.fakes, 'conversations.replies', { channel, ts })).body);
}

const refusals = ({ fakes }: Journey): number =>
  fakes.observed().slack.calls.filter(({ error }) => error === 'invalid_blocks').length;

it('a storm in a table, and what it came to in a card, where Slack has brought them', async () => {
  const storm = await pagedStorm(4_021, { newBlocks: both, before: asked });
  const { of } = storm;
  expect(message(storm)).toContain(inTable);
  await resolve(storm);
  const ts = roots(of)[0]?.ts ?? '';
  await until('what it came to', async () => (await blocksInThread(of, ts)).includes('"type":"card"'));
  await of.rest();
  expect(message(storm)).not.toContain(inTable);
  expect(refusals(of)).toBe(0);
  await expectBalance(of);
});

it('a workspace that refuses at the first message what it said to have: shown once, and at once, as ever', async () => {
  const storm = await pagedStorm(4_022, {
    newBlocks: both,
    before: async (of) => {
      await asked(of);
      of.fakes.slack.setNewBlocks([]);
    },
  });
  const { of } = storm;
  await until('as ever', () => message(storm).includes(inList));
  await resolve(storm);
  await of.rest();
  // One for tables, one for cards.
  expect(refusals(of)).toBe(2);
  const ts = roots(of)[0]?.ts ?? '';
  expect(await blocksInThread(of, ts)).toContain('It was open for');
  expect(await (await fetch(`${of.url}/api/dead-letters`)).json()).toMatchObject({ deadLetters: [] });
  await expectBalance(of);
});

it('a workspace that loses them while a storm goes on: its message goes on, as ever', async () => {
  const storm = await pagedStorm(4_023, { newBlocks: both, before: asked });
  const { of, issues } = storm;
  expect(message(storm)).toContain(inTable);
  const [root] = roots(of);
  of.fakes.slack.setNewBlocks([]);
  for (const issue of issues) await throwIt(of.fakes, issue.event({ isNew: false }));
  await until('as ever', () => message(storm).includes(inList));
  expect(roots(of).map(({ ts }) => ts)).toContain(root?.ts);
  expect(refusals(of)).toBe(1);
  await of.rest();
  await expectBalance(of);
});

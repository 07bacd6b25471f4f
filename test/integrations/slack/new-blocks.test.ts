import { expect, it } from 'vitest';
import type { FaultSpec } from '../../../simulator/faults/fault-spec.ts';
import type { NewBlock } from '../../../simulator/fakes/slack/new-blocks.ts';
import { settle } from '../../../src/deliver/outcome/settle.ts';
import type { Notification } from '../../../src/domain/sending/notification.ts';
import type { Outcome, Step } from '../../../src/domain/sending/outcome.ts';
import { createBlocksAsker } from '../../../src/integrations/slack/blocks-asker.ts';
import { WorkspaceBlocks } from '../../../src/integrations/slack/new-blocks.ts';
import { createSlackNotifier } from '../../../src/integrations/slack/notifier.ts';
import { askForForms } from '../../../src/pipeline/asking/forms-loop.ts';
import { singleMessage, stormMessage } from '../../notifiers/example-projections.ts';
import { keptLog, rowOf, sendOf } from '../../notifiers/example-sends.ts';
import { posted } from '../../sent.ts';
import { started } from '../../simulator/fakes/started.ts';
import { limits } from './slack-edge.ts';

const hour = 3_600_000;

/** An edge and its asker, Slack's own client in both, against a fake workspace with these blocks. */
async function workspace(...has: readonly NewBlock[]) {
  const { fakes, clock } = await started({ newBlocks: has });
  const { token, url, channel } = fakes.connection.slack;
  const lane = `slack:${channel}`;
  const { log, lines } = keptLog();
  const config = { token, apiUrl: url, limits };
  const blocks = new WorkspaceBlocks({ clock, log });
  const asker = createBlocksAsker({ config, blocks, clock, log });
  const notifier = createSlackNotifier({ config, blocks, clock, log });
  const asked = (): number =>
    fakes.observed().slack.calls.filter(({ method }) => method === 'blocks.validate').length;
  /** All that there is to ask now. */
  const ask = async (): Promise<void> => {
    while (asker.askFrom() <= clock.now()) await asker.ask();
  };
  const send = (row: Notification, step: Step): Promise<Outcome> =>
    notifier.send(sendOf(row, step, { now: clock.now() }));
  const fails = (fault: FaultSpec['fault'], count: number): void => {
    fakes.faults.add({ target: { service: 'slack', method: 'blocks.validate' }, window: { count }, fault });
  };
  /** What the newest version of the only message is made of. */
  const shown = (): string => {
    const [message, ...others] = fakes.observed().slack.messages;
    expect(others).toEqual([]);
    return message?.revisions.at(-1)?.blocksText ?? '';
  };
  return { fakes, clock, lane, blocks, ask, asked, send, fails, shown, lines };
}

const inTable = 'Loudest error';
const inList = 'Top 5 of ';

it('shows a storm in a table where the workspace has tables', async () => {
  const { lane, ask, asked, send, shown } = await workspace('data_table', 'card');
  await ask();
  expect(asked()).toBe(2);
  expect(await send(rowOf(stormMessage(), lane), 'create')).toMatchObject({ kind: 'delivered' });
  expect(shown()).toContain(inTable);
  expect(shown()).not.toContain(inList);
});

it.each<readonly [string, readonly NewBlock[]]>([
  ['none', []],
  ['cards only', ['card']],
])('shows it as ever where the workspace has %s', async (_which, has) => {
  const { lane, blocks, ask, send, shown, lines } = await workspace(...has);
  await ask();
  expect(blocks.has('card')).toBe(has.length > 0);
  await send(rowOf(stormMessage(), lane), 'create');
  expect(shown()).toContain(inList);
  expect(lines).toEqual([]);
});

it('sends nothing new before it knows, nor to a Slack that cannot be asked', async () => {
  const { lane, clock, ask, asked, send, fails, shown } = await workspace('data_table');
  fails({ kind: 'error-code', error: 'unknown_method' }, 2);
  await send(rowOf(stormMessage(), lane), 'create');
  await ask();
  expect(shown()).toContain(inList);
  clock.advance(5 * hour);
  await ask();
  expect(asked()).toBe(2);
});

it('asks again ten minutes after no answer, and six hours after an answer, and believes the last one meanwhile', async () => {
  const { clock, fakes, blocks, ask, asked, fails } = await workspace('data_table', 'card');
  fails({ kind: 'status', status: 503 }, 2);
  await ask();
  expect([asked(), blocks.has('data_table')]).toEqual([2, false]);
  clock.advance(10 * 60_000);
  await ask();
  expect([asked(), blocks.has('data_table')]).toEqual([4, true]);
  clock.advance(6 * hour);
  fails({ kind: 'rate-limit', retryAfter: 3600 }, 2);
  await ask();
  expect([asked(), blocks.has('data_table')]).toEqual([6, true]);
  fakes.slack.setNewBlocks(['card']);
  clock.advance(hour);
  await ask();
  expect([blocks.has('data_table'), blocks.has('card')]).toEqual([false, true]);
});

it('sends what was refused at once as ever, under the same budget, and never as plain text or a dead letter', async () => {
  const { fakes, clock, lane, blocks, ask, asked, send, shown, lines } = await workspace(
    'data_table',
    'card',
  );
  await ask();
  clock.advance(hour);
  fakes.slack.setNewBlocks([]);
  const row = rowOf(stormMessage(), lane);
  const refused = await send(row, 'create');
  expect(refused).toMatchObject({ kind: 'refused', otherwise: true });
  const now = clock.now();
  const flowing = { id: lane, credential: 'slack:a', state: { kind: 'flowing' } } as const;
  const attempt = { row, step: 'create', startedAt: now, lane: flowing, laneDeliveredAt: null } as const;
  const settled = settle({ ...attempt, othersFailedAt: null }, refused, now, () => 1);
  expect(settled).toMatchObject({
    deadLetter: null,
    attempts: { plain: false, count: 0, notBefore: now, ambiguousAt: null },
  });
  expect(await send({ ...row, attempts: settled.attempts }, 'create')).toMatchObject({ kind: 'delivered' });
  expect(shown()).toContain(inList);
  expect(lines.filter((line) => line.startsWith('Slack refuses blocks that it said to have'))).toHaveLength(
    1,
  );
  // Of cards it has said nothing else, and of tables it is asked no sooner.
  expect([blocks.has('data_table'), blocks.has('card')]).toEqual([false, true]);
  clock.advance(5 * hour);
  await ask();
  expect(asked()).toBe(3);
  clock.advance(hour);
  await ask();
  expect(asked()).toBe(4);
});

it('takes the table out of a message whose workspace has lost them', async () => {
  const { fakes, lane, ask, send, shown } = await workspace('data_table');
  await ask();
  const outcome = await send(rowOf(stormMessage(), lane), 'create');
  expect(shown()).toContain(inTable);
  fakes.slack.setNewBlocks([]);
  const handle = outcome.kind === 'delivered' ? (outcome.handle ?? '') : '';
  const row = rowOf(stormMessage({ alerts: 2_000 }), lane, { sent: posted({ handle }) });
  expect(await send(row, 'change')).toMatchObject({ kind: 'refused', otherwise: true });
  expect(shown()).toContain(inTable);
  expect(await send(row, 'change')).toEqual({ kind: 'delivered', handle });
  expect(shown()).toContain(inList);
});

it('two that were refused together both go out as ever', async () => {
  const { fakes, lane, ask, send } = await workspace('data_table');
  await ask();
  fakes.slack.setNewBlocks([]);
  const rows = ['a', 'b'].map((incident) => rowOf(stormMessage({ incident }), lane));
  const outcomes = await Promise.all(rows.map((row) => send(row, 'create')));
  expect(outcomes).toEqual([
    expect.objectContaining({ otherwise: true }),
    expect.objectContaining({ otherwise: true }),
  ]);
});

it('believes a refusal, and not what was asked before it', async () => {
  const { clock, blocks } = await workspace();
  const table = [{ type: 'data_table', caption: 'c', rows: [] }] as const;
  const askedAt = clock.now();
  expect(blocks.refused(table)).toBe(true);
  blocks.answered('data_table', true, askedAt);
  expect(blocks.has('data_table')).toBe(false);
  clock.advance(6 * hour);
  blocks.answered('data_table', true, clock.now());
  expect(blocks.has('data_table')).toBe(true);
});

it('what is refused without a new block in it is for plain text, as ever', async () => {
  const { fakes, lane, ask, send, blocks } = await workspace('data_table', 'card');
  await ask();
  const fault = { kind: 'error-code', error: 'invalid_blocks' } as const;
  fakes.faults.add({ target: { service: 'slack', method: 'chat.postMessage' }, window: { count: 1 }, fault });
  const outcome = await send(rowOf(singleMessage(), lane), 'create');
  expect(outcome).not.toHaveProperty('otherwise');
  expect(blocks.has('data_table')).toBe(true);
});

it('of several workspaces each is asked for itself, and one that says nothing keeps no other waiting', async () => {
  const [one, two] = await Promise.all([workspace('data_table', 'card'), workspace()]);
  two.fails({ kind: 'status', status: 503 }, 2);
  let now = one.clock.now();
  const stop = new AbortController();
  const asker = ({ fakes, blocks, clock }: typeof one) => {
    const { token, url } = fakes.connection.slack;
    const config = { token, apiUrl: url, limits };
    return createBlocksAsker({ config, blocks, clock, log: keptLog().log });
  };
  const paid: string[] = [];
  const loop = askForForms({
    askers: [asker(one), asker(two)],
    pay: (credential, [debit]) => {
      paid.push(debit?.bucket ?? credential);
      return Promise.resolve(true);
    },
    clock: {
      now: () => now,
      sleep: (ms) => {
        now += ms;
        if (now > one.clock.now() + 5 * 60_000) stop.abort();
        return Promise.resolve();
      },
    },
  });
  await loop(stop.signal);
  expect(paid).toEqual(['blocks', 'blocks', 'blocks', 'blocks']);
  expect([one.blocks.has('card'), two.blocks.has('card')]).toEqual([true, false]);
  expect(one.asked() + two.asked()).toBe(4);
});

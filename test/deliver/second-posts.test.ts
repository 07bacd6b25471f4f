import { expect, it, onTestFinished } from 'vitest';
import { SecondPosts } from '../../src/deliver/second-posts.ts';
import { noAttempts, type Notification } from '../../src/domain/sending/notification.ts';
import type { Outcome, Step } from '../../src/domain/sending/outcome.ts';
import { silentLog } from '../../src/seams/log.ts';
import { message, row, start } from '../make.ts';
import { posted } from '../sent.ts';

const minute = 60_000;
const absent: Outcome = { kind: 'absent' };
const found: Outcome = { kind: 'found', handle: '0.9', alerts: 1, upto: 0 };
const done: Outcome = { kind: 'delivered', handle: '0.9' };

/** What one look saw that found nothing and was the last, or not. */
function look(one: Notification, looks: number): Parameters<SecondPosts['heard']>[0] {
  const attempts = { ...noAttempts, ambiguousAt: start, looks };
  const at = { started: start + 20_000, settled: start + 20_000 };
  return { row: { ...one, attempts }, step: 'lookup', outcome: 'absent', at };
}

/** Runs for an hour of a clock that jumps from one sleep's end to the next. */
async function hour(
  current: Notification,
  answers: (step: Step, nth: number) => Outcome,
  { looks = 1, paid = true } = {},
): Promise<readonly { step: Step; row: Notification; at: number }[]> {
  let now = start + 20_000;
  const stop = new AbortController();
  const sent: { step: Step; row: Notification; at: number }[] = [];
  const second = new SecondPosts({
    notifier: {
      debits: () => [],
      send: ({ row: of, step }) => {
        sent.push({ step, row: of, at: now - start });
        return Promise.resolve(answers(step, sent.length));
      },
    },
    store: { notification: () => Promise.resolve(current) },
    pay: () => Promise.resolve(paid),
    clock: {
      now: () => now,
      sleep: (ms) => {
        now += ms;
        if (now > start + 60 * minute) stop.abort();
        return Promise.resolve();
      },
    },
    log: silentLog,
  });
  onTestFinished(() => stop.abort());
  second.heard(look(current, looks));
  await second.run(stop.signal);
  return sent;
}

const shown = row(message(), {
  sent: posted({ handle: '1.1' }),
  link: 'https://acme.slack.com/archives/C1/p11',
});

it('looks again after two and ten minutes for what was given up as not posted, around when it was sent', async () => {
  const sent = await hour(shown, () => absent);
  expect(sent.map(({ step, at }) => [step, Math.round(at / minute)])).toEqual([
    ['lookup', 2],
    ['lookup', 10],
  ]);
  expect(sent.every(({ row: { attempts } }) => attempts.ambiguousAt === start)).toBe(true);
});

it('lets the second message say where it goes on, under a name by which nobody takes it for the first', async () => {
  const sent = await hour(shown, (step, nth) => (step === 'change' ? done : nth === 1 ? found : absent));
  const [, change, ...others] = sent;
  expect(change).toMatchObject({
    step: 'change',
    row: {
      incident: `twice:${shown.incident}`,
      sent: { handle: '0.9' },
      projection: { state: 'part-of', partOf: { twice: { link: shown.link } } },
    },
  });
  expect(others.every(({ step }) => step === 'lookup')).toBe(true);
});

it('does not go on for ever where a message is found again and again', async () => {
  const sent = await hour(shown, (step) => (step === 'change' ? done : found));
  expect(sent.filter(({ step }) => step === 'change').length).toBeLessThanOrEqual(6);
});

it.each([
  ['while another look is to come', shown, { looks: 0 }],
  ['while its budget is spent', shown, { paid: false }],
  ['while its row is in doubt once more', { ...shown, attempts: { ...noAttempts, ambiguousAt: start } }, {}],
] as const)('asks nothing %s', async (_when, current, how) => {
  expect(await hour(current, () => found, how)).toEqual([]);
});

it('changes nothing while no other message stands in its place', async () => {
  const sent = await hour(row(message()), (step) => (step === 'change' ? done : found));
  expect(sent.every(({ step }) => step === 'lookup')).toBe(true);
});

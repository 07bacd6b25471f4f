import { describe, expect, it } from 'vitest';
import type { LaneState } from '../../src/domain/sending/lane.ts';
import { questionsOf } from '../../src/observe/questions.ts';
import { SelfCheck } from '../../src/observe/self-check.ts';
import type { Finding, Inspector } from '../../src/seams/inspector.ts';
import type { Log } from '../../src/seams/log.ts';
import { chat, pager, start } from '../make.ts';

const debit = { bucket: 'looks', spec: { capacity: 5, perMs: 1, windowMs: 1 }, amount: 1 } as never;
const yes: Finding = { kind: 'yes', detail: 'The bot is a member and may post.', link: null };
const no: Finding = { kind: 'no', code: 'not-shown', detail: 'The token is wrong. Copy it anew.' };
const busy: Finding = { kind: 'unknown', code: 'limited', detail: 'HTTP 503', waitMs: 2_000 };

interface Scene {
  readonly asked: string[];
  readonly paid: string[];
  readonly lines: string[];
  readonly pauses: number[];
  /** Whom it told of a wait, of what was paid, and for how long. */
  readonly waits: unknown[];
  readonly check: SelfCheck;
}

/** A check whose vendors answer one after the other what is listed for their lane; the last answer stays. */
function scene(
  answers: Readonly<Record<string, readonly Finding[]>>,
  { allows = () => true, lane }: { allows?: () => boolean; lane?: LaneState } = {},
): Scene {
  let now = start;
  const waits: unknown[] = [];
  const [asked, paid, lines, pauses]: [string[], string[], string[], number[]] = [[], [], [], []];
  const inspector = (credential: string): Inspector => ({
    credential,
    probeDebits: () => [debit],
    readBackDebits: () => [],
    readBack: () => Promise.reject(new Error('No drill is asked about.')),
    probe: (id) => {
      const list = answers[id] ?? [];
      const turn = asked.filter((one) => one === id).length;
      asked.push(id);
      return Promise.resolve(list[Math.min(turn, list.length - 1)]!);
    },
  });
  const at =
    (level: string) =>
    (_: unknown, message: string): void =>
      void lines.push(`${level} ${message}`);
  const log: Log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  const sleep = (ms: number): Promise<void> => {
    pauses.push(ms);
    now += ms;
    return Promise.resolve();
  };
  const check = new SelfCheck({
    inspectors: [inspector(chat.credential), inspector(pager.credential)],
    policy: { receivers: [chat, pager], drillReceivers: [] },
    clock: { now: () => now, sleep },
    log,
    dispatchers: {
      lane: () => lane,
      pay: (credential) => {
        paid.push(credential);
        return Promise.resolve(allows());
      },
      told: (credential, debits, { waitMs }) => {
        waits.push([credential, debits.map(({ bucket }) => bucket), waitMs]);
        return Promise.resolve();
      },
    },
  });
  return { asked, paid, lines, pauses, waits, check };
}

const running = (): AbortSignal => new AbortController().signal;

describe('the configuration is asked, not believed', () => {
  it('tells whoever pays when the vendor says to wait, and of nothing else', async () => {
    const failing: Finding = { kind: 'unknown', code: 'provider-failing', detail: 'HTTP 503', waitMs: 2_000 };
    const of = scene({ [chat.lane]: [busy, yes], [pager.lane]: [failing, no, yes] });
    await of.check.run(running());
    expect(of.waits).toEqual([[chat.credential, ['looks'], 2_000]]);
  });

  it('asks every receiver once, pays for it, and tells each answer in a line', async () => {
    const of = scene({ [chat.lane]: [yes], [pager.lane]: [yes] });
    await of.check.run(running());
    expect(of.asked).toEqual([chat.lane, pager.lane]);
    expect(of.paid).toEqual([chat.credential, pager.credential]);
    expect(of.lines).toEqual([
      `info Asked ${chat.id}: ok. ${yes.detail}`,
      `info Asked ${pager.id}: ok. ${yes.detail}`,
    ]);
    expect(of.check.answers().map(({ finding }) => finding)).toEqual([yes, yes]);
  });

  it('asks what was wrong again until it is mended, slower and slower, and tells what changed', async () => {
    const of = scene({ [chat.lane]: [no, no, no, no, no, no, yes], [pager.lane]: [yes] });
    await of.check.run(running());
    expect(of.asked.filter((id) => id === pager.lane)).toHaveLength(1);
    expect(of.pauses).toEqual([1_000, 5_000, 15_000, 60_000, 300_000, 300_000]);
    expect(of.lines.filter((line) => line.includes(chat.id))).toEqual([
      `error Asked ${chat.id}: wrong. ${no.detail}`,
      `info Asked ${chat.id}: ok. ${yes.detail}`,
    ]);
  });

  it('comes back to a vendor that gave no answer, not before the time it named', async () => {
    const of = scene({ [chat.lane]: [busy, yes], [pager.lane]: [yes] });
    await of.check.run(running());
    expect(of.pauses).toEqual([2_000]);
    expect(of.lines).toContain(`warn Asked ${chat.id}: no answer. HTTP 503`);
    expect(of.check.answers().map(({ finding }) => finding.kind)).toEqual(['yes', 'yes']);
  });

  it('asks nobody while the budget allows nothing', async () => {
    let refusals = 2;
    const of = scene(
      { [chat.lane]: [yes], [pager.lane]: [yes] },
      { allows: () => (refusals > 0 ? (refusals -= 1) < 0 : true) },
    );
    await of.check.run(running());
    expect(of.paid).toHaveLength(4);
    expect(of.asked).toHaveLength(2);
  });

  it('leaves a lane alone that its vendor told to wait', async () => {
    const waiting: LaneState = { kind: 'waiting', until: start + 30_000, reason: 'HTTP 429', failures: 1 };
    const of = scene({ [chat.lane]: [yes], [pager.lane]: [yes] }, { lane: waiting });
    await of.check.run(running());
    expect(of.pauses).toEqual([30_000]);
    expect(of.lines[0]).toBe(`warn Asked ${chat.id}: no answer. HTTP 429`);
    expect(of.asked).toEqual([chat.lane, pager.lane]);
  });

  it('ends when it is told to', async () => {
    const over = new AbortController();
    over.abort();
    const of = scene({ [chat.lane]: [no], [pager.lane]: [no] });
    await of.check.run(over.signal);
    expect(of.asked).toHaveLength(2);
  });
});

it("a drill's own receivers are asked too, and a shared one only once, as a real one", () => {
  const test = { ...chat, id: 'slack/C9', lane: 'slack:C9' };
  const asked = questionsOf({ receivers: [chat, pager], drillReceivers: [test, chat] });
  expect(asked.map(({ id, drillsOnly }) => [id, drillsOnly])).toEqual([
    [chat.id, false],
    [pager.id, false],
    ['slack/C9', true],
  ]);
});

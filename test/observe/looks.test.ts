import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Looks } from '../../src/observe/drills/looks.ts';
import type { Debit } from '../../src/domain/sending/budget.ts';
import type { Finding, Inspector } from '../../src/seams/inspector.ts';
import { chat, message, row, start } from '../make.ts';

const yes: Finding = { kind: 'yes', detail: 'It is there.', link: null };
const no: Finding = { kind: 'no', code: 'not-shown', detail: 'It is not there.' };
const blind: Finding = { kind: 'blind', code: 'no-sight', detail: 'It cannot be read.' };
const unknown: Finding = { kind: 'unknown', code: 'limited', detail: 'Throttled.', waitMs: 3_000 };
const shown = row(message());

/** Looks at one credential, whose answers and budget a test decides. */
class Scene {
  readonly answers: (Finding | Error | Promise<Finding>)[] = [];
  readonly asked: string[] = [];
  readonly paid: string[] = [];
  broke: boolean | Error = false;
  now = start;
  readonly looks: Looks;

  constructor(credential = chat.credential) {
    const inspector: Inspector = {
      credential,
      probeDebits: (lane) => [debitOf(`probe of ${lane}`)],
      readBackDebits: ({ id }) => [debitOf(`look for ${id}`)],
      probe: (lane) => this.answer(lane),
      readBack: ({ id }) => this.answer(id),
    };
    this.looks = new Looks({
      inspectors: [inspector],
      clock: { now: () => this.now },
      pay: (_credential, debits) => this.pay(debits),
      told: () => Promise.resolve(),
    });
  }

  /** Asks, lets the answer come back, and tells what is known then. */
  async probe(from = start): Promise<Finding['kind'] | null> {
    this.looks.probe(chat, from);
    await turn();
    return this.looks.recall(chat)?.finding?.kind ?? null;
  }

  async readBack(one = shown): Promise<Finding['kind'] | null> {
    this.looks.readBack(one);
    await turn();
    return this.looks.recall(one)?.finding?.kind ?? null;
  }

  private answer(what: string): Promise<Finding> {
    this.asked.push(what);
    const next = this.answers.shift() ?? yes;
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
  }

  private pay(debits: readonly Debit[]): Promise<boolean> {
    if (this.broke instanceof Error) return Promise.reject(this.broke);
    if (!this.broke) this.paid.push(...debits.map((debit) => debit.bucket));
    return Promise.resolve(!this.broke);
  }
}

function debitOf(bucket: string): Debit {
  return { bucket, spec: { kind: 'window', limit: 1, perMs: 1 }, share: 1 };
}

describe('a look', () => {
  it('is started by asking for it, waits for nobody, and is remembered', async () => {
    const scene = new Scene();
    expect(scene.looks.probe(chat, start)).toMatchObject({ finding: null, looks: 0, since: start });
    scene.now += 400;
    await turn();
    expect(scene.looks.probe(chat, start)).toMatchObject({
      finding: yes,
      looks: 1,
      at: start + 400,
      since: start,
    });
    expect(scene.asked).toEqual([chat.lane]);
  });

  it('is not started twice while its answer is under way', async () => {
    const scene = new Scene();
    const { promise, resolve } = Promise.withResolvers<Finding>();
    scene.answers.push(promise);
    await scene.readBack();
    scene.now += 60_000;
    expect(await scene.readBack()).toBeNull();
    expect(scene.asked).toEqual([shown.id]);
    resolve(yes);
    expect(await scene.readBack()).toBe('yes');
    expect(scene.asked).toHaveLength(1);
  });

  it('that found nothing out is repeated, and only after it was told to', async () => {
    const scene = new Scene();
    scene.answers.push(unknown);
    expect(await scene.probe()).toBe('unknown');
    scene.now += 2_999;
    expect(await scene.probe()).toBe('unknown');
    expect(scene.asked).toHaveLength(1);
    scene.now += 1;
    expect(await scene.probe()).toBe('yes');
    expect(scene.looks.recall(chat)).toMatchObject({ looks: 2, since: start, at: start + 3_000 });
  });

  it.each([yes, blind])('that found $kind is the last', async (finding) => {
    const scene = new Scene();
    scene.answers.push(finding, finding);
    for (let n = 0; n < 3; n += 1) {
      expect(await scene.probe()).toBe(finding.kind);
      expect(await scene.readBack()).toBe(finding.kind);
      scene.now += 5_000;
    }
    expect(scene.asked).toEqual([chat.lane, shown.id]);
  });

  it('for a message that is not there is repeated after a second: vendors show things a little late', async () => {
    const scene = new Scene();
    scene.answers.push(no, no);
    expect(await scene.readBack()).toBe('no');
    scene.now += 999;
    expect(await scene.readBack()).toBe('no');
    expect(scene.asked).toHaveLength(1);
    scene.now += 1;
    await scene.readBack();
    scene.now += 1_000;
    expect(await scene.readBack()).toBe('yes');
    expect(scene.looks.recall(shown)).toMatchObject({ looks: 3, since: start });
  });

  it('at a receiver that takes nothing is believed at once', async () => {
    const scene = new Scene();
    scene.answers.push(no);
    await scene.probe();
    scene.now += 5_000;
    expect(await scene.probe()).toBe('no');
    expect(scene.asked).toHaveLength(1);
  });

  it('that fails in an unforeseen way has found nothing out, and is repeated after a second', async () => {
    const scene = new Scene();
    scene.answers.push(new Error('socket hang up'));
    expect(await scene.probe()).toBe('unknown');
    expect(scene.looks.recall(chat)?.finding?.detail).toContain('socket hang up');
    scene.now += 999;
    await scene.probe();
    expect(scene.asked).toHaveLength(1);
    scene.now += 1;
    expect(await scene.probe()).toBe('yes');
  });

  it('with a credential that nobody looks with is never made', async () => {
    const scene = new Scene('slack:another');
    expect(await scene.probe()).toBeNull();
    expect(await scene.readBack()).toBeNull();
    expect([scene.asked, scene.paid]).toEqual([[], []]);
  });
});

describe('the budget of a look', () => {
  it('is asked for what the inspector says that it costs', async () => {
    const scene = new Scene();
    await scene.probe();
    await scene.readBack();
    expect(scene.paid).toEqual([`probe of ${chat.lane}`, `look for ${shown.id}`]);
  });

  it('that is spent keeps the look from being made, which is tried again after half a second', async () => {
    const scene = new Scene();
    scene.broke = true;
    expect(await scene.probe()).toBe('unknown');
    const why = {
      detail:
        'The budget for looking is spent for now: many drills began in this minute, or real alerts need it first.',
    };
    expect(scene.looks.recall(chat)).toMatchObject({ finding: why, looks: 0 });
    scene.broke = false;
    scene.now += 499;
    expect(await scene.probe()).toBe('unknown');
    expect(scene.asked).toEqual([]);
    scene.now += 1;
    expect(await scene.probe()).toBe('yes');
    expect(scene.looks.recall(chat)).toMatchObject({ looks: 1, since: start });
  });

  it('that is spent later on takes nothing back of what was found, and adds no look', async () => {
    const scene = new Scene();
    scene.answers.push(no);
    await scene.readBack();
    scene.broke = true;
    scene.now += 1_000;
    expect(await scene.readBack()).toBe('no');
    expect(scene.looks.recall(shown)).toMatchObject({ looks: 1, at: start });
  });

  it('that stays spent makes a look that lasts, so that nobody waits for it for ever', async () => {
    const scene = new Scene();
    scene.broke = true;
    for (let n = 0; n <= 20; n += 1) {
      await scene.readBack();
      scene.now += 500;
    }
    const look = scene.looks.recall(shown);
    expect(look).toMatchObject({ at: start + 10_000, since: start, looks: 0 });
  });

  it('that cannot be written leaves the look to be made later', async () => {
    const scene = new Scene();
    scene.broke = new Error('disk full');
    expect(await scene.probe()).toBe('unknown');
    expect(scene.asked).toEqual([]);
  });
});

describe('what a look found', () => {
  it('about a receiver is shared by drills that began before the look, and found out anew by later ones', async () => {
    const scene = new Scene();
    scene.now += 500;
    expect(await scene.probe(start)).toBe('yes');
    expect(await scene.probe(start + 500)).toBe('yes');
    expect(scene.asked).toHaveLength(1);
    scene.now += 1;
    scene.answers.push(no);
    expect(await scene.probe(start + 501)).toBe('no');
    expect(scene.looks.recall(chat)).toMatchObject({ looks: 1, since: start + 501 });
    scene.now += 1;
    expect(await scene.probe(start + 502)).toBe('yes');
  });

  it('is waited for when it is under way, and says nothing to drills that began after it', async () => {
    const scene = new Scene();
    const { promise, resolve } = Promise.withResolvers<Finding>();
    scene.answers.push(promise);
    await scene.probe(start);
    scene.now += 60_000;
    expect(await scene.probe(start + 60_000)).toBeNull();
    expect(scene.asked).toHaveLength(1);
    resolve(no);
    await turn();
    expect(await scene.probe(start)).toBe('no');
    expect(await scene.probe(start + 60_000)).toBe('yes');
  });

  it('that was a request to wait is heeded by later drills', async () => {
    const scene = new Scene();
    scene.answers.push({ kind: 'unknown', code: 'limited', detail: 'Wait.', waitMs: 30_000 });
    await scene.probe(start);
    expect(await scene.probe((scene.now += 29_999))).toBe('unknown');
    expect(scene.asked).toHaveLength(1);
    scene.now += 1;
    expect(await scene.probe(scene.now)).toBe('yes');
  });

  it('is recalled without looking, a receiver apart from what is shown there', async () => {
    const scene = new Scene();
    expect(scene.looks.recall(chat)).toBeNull();
    expect(scene.looks.recall(shown)).toBeNull();
    await turn();
    expect(scene.asked).toEqual([]);
    scene.answers.push(no);
    await scene.probe();
    expect(scene.looks.recall(chat)?.finding).toEqual(no);
    expect(scene.looks.recall(shown)).toBeNull();
  });

  it('is remembered of the newest five hundred only', async () => {
    const scene = new Scene();
    const rows = Array.from({ length: 501 }, (_, n) => row(message({ incident: `inc-${n}` })));
    for (const one of rows) scene.looks.readBack(one);
    await turn();
    const known = rows.filter((one) => scene.looks.recall(one) !== null);
    expect(known).toHaveLength(500);
    expect(scene.looks.recall(rows.at(-1)!)?.finding).toEqual(yes);
  });
});

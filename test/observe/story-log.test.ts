import { describe, expect, it } from 'vitest';
import type { Decision } from '../../src/domain/decision.ts';
import { toldBefore } from '../../src/domain/decision/vocabulary.ts';
import type { Incident } from '../../src/domain/incident.ts';
import type { Change } from '../../src/domain/state.ts';
import { guardedLog } from '../../src/observe/log/guarded-log.ts';
import { toldRefusals } from '../../src/observe/log/refusal-log.ts';
import { createRefusals } from '../../src/observe/refusals.ts';
import { createTelling, type Telling } from '../../src/observe/log/telling.ts';
import type { Log } from '../../src/seams/log.ts';
import type { DispatchStore, Settlement } from '../../src/seams/store.ts';
import { start } from '../make.ts';
import { delivered, givenUp, incident, t0, wanted } from '../store/nouns.ts';

interface Line {
  readonly level: string;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A telling whose windows end when `flush` says so. */
function scene(): {
  readonly lines: Line[];
  readonly telling: Telling;
  readonly time: Parameters<typeof toldRefusals>[1];
  readonly flush: () => Promise<void>;
  readonly incidents: Map<string, Incident>;
  readonly told: () => readonly string[];
} {
  const lines: Line[] = [];
  const at =
    (level: string) =>
    (fields: Readonly<Record<string, unknown>>, message: string): void =>
      void lines.push({ level, message, fields });
  const log: Log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  let ends: (() => void)[] = [];
  const sleep = (): Promise<void> => new Promise((resolve) => ends.push(resolve));
  const incidents = new Map<string, Incident>();
  const time = { log, pace: { sleep }, signal: new AbortController().signal };
  const telling = createTelling({ ...time, state: { incidents } });
  const flush = async (): Promise<void> => {
    const due = ends;
    ends = [];
    for (const end of due) end();
    await new Promise((next) => setImmediate(next));
  };
  return {
    lines,
    telling,
    time,
    flush,
    incidents,
    told: () => lines.map(({ level, message }) => `${level} ${message}`),
  };
}

function item(id: string, kind: string, said: Decision | string): Change {
  const decision = typeof said === 'string' ? toldBefore(said) : said;
  return { table: 'timeline', row: { incident: id, n: 1, at: start, kind, decision, tell: 'no' } };
}

describe('the story in the log', () => {
  it('is told at info with incident and title, also of an incident of this very commit', () => {
    const of = scene();
    const row = incident('inc-1', { title: 'Redis is gone', acknowledgedBy: 'Robin' });
    of.telling.committed({
      changes: [
        item('inc-1', 'opened', { code: 'first-alert', service: 'checkout', title: 'Redis is gone' }),
        item('inc-1', 'page', 'Page: Level fatal.'),
        item('inc-1', 'acknowledged', 'Acknowledged by Robin.'),
        { table: 'incident', key: 'inc-1', row },
      ],
      deadLetters: [],
    });
    expect(of.told()).toEqual([
      'info inc-1 · error · First alert of checkout: Redis is gone',
      'info inc-1 · error · Redis is gone · Page: Level fatal.',
      'info inc-1 · error · Redis is gone · Acknowledged by Robin.',
    ]);
    expect(of.lines[2]?.fields).toMatchObject({
      event: 'acknowledged',
      incident: 'inc-1',
      title: 'Redis is gone',
      who: 'Robin',
    });
  });

  it('calls a storm by its name, and once', () => {
    const of = scene();
    const cause = { kind: 'dependency', key: 'dependency:redis', title: 'redis unreachable' } as const;
    of.incidents.set('inc-1', incident('inc-1', { title: 'MaxRetryError', storm: { cause, since: t0 } }));
    const known = item('inc-1', 'storm', { code: 'cause-known', title: 'redis unreachable' });
    of.telling.committed({
      changes: [known, item('inc-1', 'acknowledged', 'Acknowledged by Robin.')],
      deadLetters: [],
    });
    expect(of.told().at(-1)).toBe('info inc-1 · error · redis unreachable · Acknowledged by Robin.');
    expect(of.told()[0]?.match(/redis unreachable/g)).toHaveLength(1);
  });

  it('folds 2,000 new incidents into ten lines and a figure, and hides no page among them', async () => {
    const of = scene();
    for (let n = 0; n < 2_000; n += 1)
      of.telling.committed({ changes: [item(`inc-${n}`, 'opened', 'New.')], deadLetters: [] });
    of.telling.committed({ changes: [item('inc-7', 'page', 'Page: Storm.')], deadLetters: [] });
    expect(of.lines).toHaveLength(11);
    await of.flush();
    expect(of.told().at(-1)).toBe('info … and 1,990 more of the kind "opened".');
    of.telling.committed({ changes: [item('inc-x', 'opened', 'New.')], deadLetters: [] });
    expect(of.told().at(-1)).toBe('info inc-x · New.');
  });

  it('tells drills, and who merely joined, at debug only', () => {
    const of = scene();
    of.incidents.set('inc-d', incident('inc-d', { environmentClass: 'drill:drill-1' }));
    const changes = [item('inc-d', 'page', 'Page: Level fatal.'), item('inc-2', 'joined', 'Part of inc-1.')];
    of.telling.committed({ changes, deadLetters: [] });
    expect(of.lines.map(({ level }) => level)).toEqual(['debug', 'debug']);
  });

  it('tells three refusals of a flood, and how many more there were', async () => {
    const of = scene();
    const refusals = toldRefusals(createRefusals(), of.time);
    const refusal = {
      at: t0,
      door: 'sentry',
      status: 401,
      code: 'signature-mismatch',
      message: 'No.',
    } as const;
    for (let n = 0; n < 500; n += 1) refusals.add({ ...refusal, kind: 'issue', deliveryId: null, bytes: 2 });
    await of.flush();
    expect(of.told()).toEqual([
      ...Array<string>(3).fill('warn Refused a delivery (401, signature-mismatch): No.'),
      'warn … and 497 more refused: signature-mismatch.',
    ]);
    expect(refusals.list()).toHaveLength(200);
  });
});

describe('what dispatch settles', () => {
  const row = wanted('inc-1', 'v1', { id: 'inc-1/pagerduty/p1/page/1', surface: 'page' });
  const lane = { id: 'slack:C1', credential: 'slack:a' };

  const storeOf = ({ telling }: ReturnType<typeof scene>): Pick<DispatchStore, 'settle'> =>
    telling.dispatch({ settle: () => Promise.resolve() });

  it('is told: a page that was taken, and a dead letter', async () => {
    const of = scene();
    const note = {
      incident: 'inc-1',
      at: t0,
      kind: 'delivered',
      decision: toldBefore('Page 1 accepted.'),
      tell: 'no',
    } as const;
    const store = storeOf(of);
    await store.settle([delivered(row, 'key', { timeline: [note] })], t0);
    await store.settle([givenUp(row)], t0);
    expect(of.told()[0]).toBe('info inc-1 · Page 1 accepted.');
    expect(of.told()[1]).toMatch(/^error Notification inc-1\/pagerduty\/p1\/page\/1 is a dead letter: /);
  });

  it('is told: trouble of a lane once, and its end', async () => {
    const of = scene();
    const waiting = (ms: number) =>
      ({ kind: 'waiting', until: t0 + ms, reason: 'HTTP 429', failures: 1 }) as const;
    const store = storeOf(of);
    const send = (state: NonNullable<Settlement['lane']>['state'], now: number): Promise<void> =>
      store.settle([delivered(row, 'k', { lane: { ...lane, state } })], now);
    await send({ kind: 'flowing' }, t0);
    await send(waiting(5_000), t0);
    await send(waiting(9_000), t0 + 5_000);
    await send({ kind: 'flowing' }, t0 + 9_000);
    for (let n = 0; n < 4; n += 1) {
      await send(waiting(20_000), t0 + 10_000);
      await send({ kind: 'flowing' }, t0 + 11_000);
    }
    expect(of.told()).toEqual(['warn slack:C1 waits 5 s: HTTP 429', 'info slack:C1 flows again after 9 s.']);
    await of.flush();
    expect(of.told().at(-1)).toBe('warn slack:C1 got into trouble 4 more times in a minute.');
  });
});

describe('the log', () => {
  it('keeps secrets and control characters out of messages and fields, however deep', () => {
    const of = scene();
    const lines: Line[] = of.lines;
    const at =
      (level: string) =>
      (fields: Readonly<Record<string, unknown>>, message: string): void =>
        void lines.push({ level, message, fields });
    const log = guardedLog({ debug: at('d'), info: at('i'), warn: at('w'), error: at('e') }, [
      'hunter2-hunter2',
      'ab',
    ]);
    log.error(
      {
        error: new Error('key hunter2-hunter2'),
        deep: [{ a: 'x\u001b[31mred\u009b0m\u202e', n: 1 }],
        none: null,
      },
      'abc \u0007hunter2-hunter2\r\nxoxb-1-2-secret',
    );
    expect(lines).toEqual([
      {
        level: 'e',
        message: 'abc  (secret) (secret)',
        fields: { error: 'key (secret)', deep: [{ a: 'x [31mred 0m ', n: 1 }], none: null },
      },
    ]);
  });
});

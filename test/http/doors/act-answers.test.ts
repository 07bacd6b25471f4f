import { describe, expect, it } from 'vitest';
import { counted, setAside, type Disposition } from '../../../src/domain/inbox/disposition.ts';
import { ActAnswers } from '../../../src/http/doors/act-answers.ts';
import type { TakenAct } from '../../../src/integrations/slack/presses/taken-act.ts';
import type { PresserAnswer } from '../../../src/integrations/slack/presses/tell-presser.ts';
import { silentLog } from '../../../src/seams/log.ts';
import { manualClock } from '../../simulator/fakes/manual-clock.ts';
import { incident } from '../../store/nouns.ts';

const act: TakenAct = { answerTo: 'https://hooks/1', incident: 'inc-1', replaces: false, promised: false };
const did = counted('inc-1', { code: 'pressed', action: 'acknowledge', who: 'ada', user: 'U0ADA' });
const already = setAside({ code: 'acknowledged-already', incident: 'inc-1', who: 'ada' });
const cause = { kind: 'dependency', key: 'dependency:redis', title: 'redis unreachable' } as const;

interface Scene {
  readonly answers: ActAnswers;
  readonly told: (PresserAnswer & { readonly to: string | null })[];
  readonly became: Map<number, Disposition>;
  readonly atOnce: { now: number; most: number };
}

function scene({ appliedAfter = 0 }: { readonly appliedAfter?: number } = {}): Scene {
  const told: Scene['told'] = [];
  const became = new Map<number, Disposition>();
  const atOnce = { now: 0, most: 0 };
  let looks = 0;
  const answers = new ActAnswers({
    store: {
      disposition: (seq) => Promise.resolve((looks += 1) > appliedAfter ? (became.get(seq) ?? null) : null),
      incident: (id) => Promise.resolve(incident(id, { title: 'MaxRetryError', storm: { cause, since: 0 } })),
    },
    tell: async (to, answer) => {
      atOnce.most = Math.max(atOnce.most, (atOnce.now += 1));
      await new Promise((next) => setImmediate(next));
      atOnce.now -= 1;
      told.push({ to, ...answer });
    },
    applied: () => Promise.resolve(),
    pace: { ...manualClock(), sleep: () => new Promise((next) => setTimeout(next, 1)) },
    log: silentLog,
  });
  return { answers, told, became, atOnce };
}

describe('whoever did something in Slack', () => {
  it('is told once what happened, and why nothing did, by the name of the storm', async () => {
    const { answers, told, became } = scene();
    became.set(1, did).set(2, already);
    answers.follow(1, act);
    answers.follow(2, { ...act, answerTo: 'https://hooks/2', replaces: true });
    await expect.poll(() => told).toHaveLength(2);
    await answers.close();
    expect(told).toMatchObject([
      { to: 'https://hooks/1', replaces: false },
      { to: 'https://hooks/2', replaces: true },
    ]);
    expect(told.map(({ text }) => text.split('\n')[0])).toEqual([
      '👀 *You are on it:* redis unreachable (`inc-1`)',
      '*Nothing was done:* redis unreachable (`inc-1`)',
    ]);
  });

  it('waits for a brain that is behind', async () => {
    const { answers, told, became } = scene({ appliedAfter: 5 });
    became.set(1, did);
    answers.follow(1, act);
    await expect.poll(() => told).toHaveLength(1);
    await answers.close();
    expect(told).toHaveLength(1);
  });

  it('is not told twice what was promised already, only that it could not be done', async () => {
    const { answers, told, became } = scene();
    became.set(1, did).set(2, already);
    answers.follow(1, { ...act, promised: true });
    answers.follow(2, { ...act, promised: true });
    await expect.poll(() => told).toHaveLength(1);
    await answers.close();
    expect(told.map(({ text }) => text)).toEqual([expect.stringMatching(/^\*Nothing was done/)]);
  });

  it('is answered in a crowd of hundreds, a few at a time', async () => {
    const { answers, told, became, atOnce } = scene();
    for (let seq = 0; seq < 400; seq += 1) {
      became.set(seq, already);
      answers.follow(seq, { ...act, answerTo: `https://hooks/${seq}` });
    }
    await expect.poll(() => told.length, { timeout: 10_000 }).toBe(400);
    expect(new Set(told.map(({ to }) => to)).size).toBe(400);
    expect(atOnce.most).toBeLessThanOrEqual(4);
    await answers.close();
  });

  it('is told nothing by a relay that has stopped, which does not wait for a brain', async () => {
    const { answers, told } = scene();
    answers.follow(9, act);
    await answers.close();
    expect(told).toEqual([]);
  });
});

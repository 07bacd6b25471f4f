import { describe, expect, it } from 'vitest';
import { createQuestions, type Questions } from '../../src/roles/questions.ts';
import type { Question } from '../../src/roles/messages.ts';

interface Scene {
  readonly asked: { readonly id: number; readonly question: Question }[];
  readonly questions: Questions;
  /** Ends every sleep: whoever waits has waited long enough. */
  readonly pass: () => void;
}

function scene(): Scene {
  const asked: Scene['asked'] = [];
  let sleepers: (() => void)[] = [];
  const questions = createQuestions({
    wake: {
      tell: (message) => {
        if (message.kind === 'ask') asked.push(message);
      },
    },
    pace: { sleep: () => new Promise((resolve) => sleepers.push(resolve)) },
  });
  const pass = (): void => {
    for (const end of sleepers) end();
    sleepers = [];
  };
  return { asked, questions, pass };
}

const standing = { snapshots: [], answers: [], troubles: [] };

describe('what the door asks', () => {
  it('is no sign of life where nobody answers, or something fails', async () => {
    const { asked, questions, pass } = scene();
    const dead = questions.learn();
    pass();
    expect(await dead).toBeNull();
    const failing = questions.learn();
    questions.answered(asked.at(-1)!.id, { about: 'failure', reason: 'no' });
    expect(await failing).toBeNull();
    const alive = questions.learn();
    questions.answered(asked.at(-1)!.id, { about: 'standing', standing });
    expect(await alive).toBe(standing);
  });

  it('is answered by whoever knows', async () => {
    const { asked, questions } = scene();
    const wanted = questions.standing();
    const [question] = asked;
    expect(question?.question).toEqual({ about: 'standing' });
    questions.answered(question!.id, { about: 'standing', standing });
    expect(await wanted).toBe(standing);
  });

  it('is what was known last, while the other thread is too busy to answer', async () => {
    const { asked, questions, pass } = scene();
    const first = questions.standing();
    questions.answered(asked[0]!.id, { about: 'standing', standing });
    await first;
    const second = questions.standing();
    pass();
    expect(await second).toBe(standing);
    // The late answer is no waste: it is what the next one learns at least.
    const later = { snapshots: [], answers: [], troubles: [] };
    questions.answered(asked[1]!.id, { about: 'standing', standing: later });
    const third = questions.standing();
    await Promise.resolve();
    pass();
    expect(await third).toBe(later);
  });

  it('of who is on call is answered, or told to be unknown in time for whoever waits', async () => {
    const { asked, questions, pass } = scene();
    const answer = { kind: 'known', at: 7, people: [] } as const;
    const wanted = questions.whoIsOnCall();
    questions.answered(asked[0]!.id, { about: 'on-call', answer });
    expect(await wanted).toBe(answer);
    const late = questions.whoIsOnCall();
    pass();
    expect(await late).toMatchObject({ kind: 'unknown' });
  });

  it('of a drill fails with the reason', async () => {
    const { asked, questions } = scene();
    const wanted = questions.drill('drill-1');
    expect(asked[0]?.question).toEqual({ about: 'drill', drill: 'drill-1' });
    questions.answered(asked[0]!.id, { about: 'failure', reason: 'The store is closed.' });
    await expect(wanted).rejects.toThrow('The store is closed.');
    const none = questions.drill('drill-2');
    questions.answered(asked[1]!.id, { about: 'drill', report: null });
    expect(await none).toBeNull();
  });
});

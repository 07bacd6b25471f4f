import { expect, it } from 'vitest';
import type { DoneAct, Evidence } from '../../../simulator/referee/evidence.ts';
import type { PagerDutyCall } from '../../../simulator/observed.ts';
import { goodRun, judged, message, pageCall, revision, T0 } from './evidence-sample.ts';

const pressed: DoneAct = {
  at: T0 + 10_000,
  does: 'double-click-in-slack',
  what: 'cache',
  dedupKey: 'stormrelay:x:i1:1',
  failure: null,
};

const acknowledgedAt = (at: number): PagerDutyCall => pageCall(at, 'acknowledge', { effect: 'acknowledged' });
const says = '👀 *Acknowledged* by kim.fernhill';

/** The good run in which Kim pressed. */
function run(
  so: {
    readonly calls?: readonly PagerDutyCall[];
    readonly text?: string;
    readonly act?: Partial<DoneAct>;
  } = {},
): Evidence {
  const { calls = [acknowledgedAt(10_400)], text = says, act = {} } = so;
  const good = goodRun();
  const version = { ...revision(10_500, 'a-api, b-api, c-api fail', 3), blocksText: text };
  return {
    ...good,
    acts: [{ ...pressed, ...act }],
    slack: {
      calls: good.slack?.calls ?? [],
      messages: [message([revision(1800, 'a-api fails', 1), version])],
    },
    pagerduty: { incidents: [], wakings: [], calls: [pageCall(4000, 'trigger'), ...calls] },
  };
}

it.each<[string, Evidence, boolean]>([
  ['one acknowledgement, and the message says whose', run(), true],
  ['two acknowledgements', run({ calls: [acknowledgedAt(10_400), acknowledgedAt(11_000)] }), false],
  ['none', run({ calls: [] }), false],
  ['a message that says not whose', run({ text: '👀 *Acknowledged*' }), false],
  ['a message that names another', run({ text: '👀 *Acknowledged* by operator' }), false],
  ['a press that was refused', run({ act: { failure: 'a press was answered 401' } }), false],
  ['nobody who pressed', run({ act: { does: 'acknowledge' } }), true],
])('pressed-once judges %s', (_, evidence, ok) => {
  expect(judged('pressed-once', evidence).ok).toBe(ok);
});

it.each<[string, Evidence, boolean]>([
  ['soon', run(), true],
  ['before the press was answered', run({ calls: [acknowledgedAt(9_990)] }), true],
  ['within half a real second', run({ calls: [acknowledgedAt(12_900)] }), true],
  ['late', run({ calls: [acknowledgedAt(13_100)] }), false],
  ['never', run({ calls: [] }), false],
  ['nothing', goodRun(), true],
])('press-lag judges what came %s', (_, evidence, ok) => {
  expect(judged('press-lag', evidence, { p99Ms: 1_000 }).ok).toBe(ok);
});

it.each<[string, readonly number[], boolean]>([
  ['each of two clicks', [1, 1], true],
  ['one that is told more than once', [2], true],
  ['only the first of two', [1, 0], false],
  ['nobody', [0], false],
])('pressers-told judges that %s was answered', (_, answers, ok) => {
  const good = run();
  const presses = answers.map((count, n) => ({ at: T0 + n, user: 'U0KIM', answers: count }));
  const slack = { ...good.slack!, presses };
  expect(judged('pressers-told', { ...good, slack }).ok).toBe(ok);
});

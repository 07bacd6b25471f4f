import { expect, it } from 'vitest';
import { onCallAnswer } from '../../../../src/integrations/slack/commands/answers.ts';
import type { OnCallAnswer } from '../../../../src/seams/on-call.ts';
import { now } from '../presses/a-press.ts';

const read = (answer: OnCallAnswer): string => JSON.stringify(onCallAnswer(answer).blocks);

it('who is on call is told as PagerDuty tells it, the first to be woken in front', () => {
  const people = [
    { name: 'Robin *Fake*', level: 1, until: now },
    { name: 'Kim', level: 2, until: null },
  ];
  const answer = read({ kind: 'known', people, at: now });
  expect(answer).toContain('📟 *Robin ∗Fake∗*, until <!date^1780000000^');
  expect(answer).toContain('📟 level 2: Kim');
  expect(read({ kind: 'known', people: [], at: now })).toContain('nobody is on call');
});

it('why nobody knows who is on call is told, too', () => {
  const reason = 'PagerDuty is not asked: set PAGERDUTY_API_TOKEN <now>.';
  expect(read({ kind: 'unknown', reason })).toMatch(/set PAGERDUTY.API.TOKEN/);
  expect(read({ kind: 'unknown', reason })).toContain('&lt;now&gt;');
});

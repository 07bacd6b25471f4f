import { describe, expect, it } from 'vitest';
import type { Policy } from '../../../src/domain/policy.ts';
import { whoHas, whyNoneOf } from '../../../src/pipeline/rule-tests/whom.ts';
import { readStep, type Step } from '../../../src/pipeline/rule-tests/step.ts';
import { pager, policy } from '../../make.ts';

const receiver = (name: string, shadow = false) => ({
  name,
  surfaces: [],
  pageWhen: null,
  mentionOnPage: null,
  shadow,
});
const routes = {
  muteTimeIntervals: [],
  activeTimeIntervals: [],
} as unknown as NonNullable<Policy['routing']>['route'];
const teams: Policy = {
  ...policy,
  routing: { receivers: [receiver('payments'), receiver('candidate', true)], route: routes, intervals: {} },
};

function of(what: string): Step {
  const read = readStep('by 5s', what, []);
  if ('problem' in read) throw new Error(read.problem);
  return read;
}

describe('whom a rule test expects something of', () => {
  it.each([
    'page payments',
    'no page payments',
    'message everyone',
    'page',
    '1 incident',
    `page ${pager.id}`,
  ])('is somebody who can be sent something: %s', (what) => {
    expect(whyNoneOf(teams, of(what))).toBeNull();
  });

  it('is nobody who is not there, also where nothing is expected', () => {
    expect(whyNoneOf(teams, of('no page paymnets'))).toBe(
      'There is no receiver "paymnets". Did you mean payments?',
    );
    expect(whyNoneOf(teams, of('no page other'))).toContain('Receivers are: payments, candidate.');
  });

  it('is nobody in the shadow', () => {
    expect(whyNoneOf(teams, of('no page candidate'))).toContain('in the shadow');
  });
});

it('whoever is told is called by the names of the configuration, where it has any', () => {
  const shared = [
    { ...receiver('payments'), surfaces: ['slack/C1', 'pagerduty/2c8967a0'] },
    { ...receiver('rest'), surfaces: ['slack/C1'] },
    { ...receiver('candidate', true), surfaces: ['slack/C1'] },
  ];
  const routing = { receivers: shared, route: routes, intervals: {} };
  expect(whoHas('pagerduty/2c8967a0', { routing })).toBe('payments');
  expect(whoHas('slack/C1', { routing })).toBe('payments and rest');
  expect(whoHas('slack/C2', { routing })).toBe('slack/C2');
  expect(whoHas('slack', {})).toBe('slack');
});

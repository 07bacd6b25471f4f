import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../simulator/referee/evidence.ts';
import { judgedWith, pagerOf, slackOf } from './changed-run.ts';
import { delivery, message, page, revision } from './evidence-sample.ts';

const posted = 20_000;
const following = delivery(15_000, 'b-api');

/** A message of its own for an error that happened at 15 s, beside a failure in the same request. */
function run(failure: { readonly happened: number; readonly told: number; readonly trace?: string }) {
  const own = { ...following, truth: { ...following.truth, issueId: '77', trace: 'request-1' } };
  const told = delivery(failure.told, 'b-api');
  const other = {
    ...told,
    happenedAt: told.at - failure.told + failure.happened,
    truth: { ...told.truth, issueId: '78', trace: failure.trace ?? 'request-1' },
  };
  const shown = message([revision(posted, 'b-api fails <https://acme.sentry.io/issues/77/|View>', 1, 'i2')]);
  return (good: Evidence): Partial<Evidence> => ({
    deliveries: [...good.deliveries, own, other],
    slack: { ...slackOf(good), messages: [...slackOf(good).messages, shown] },
  });
}

describe('an error that follows from another one, posted after the storm was recognised', () => {
  it('is excused while the failure of its request had not been told', () => {
    expect(judgedWith('one-root-message', run({ happened: 14_000, told: 19_500 }))).toBe(true);
    expect(judgedWith('one-root-message', run({ happened: 14_000, told: 30_000 }))).toBe(true);
  });

  it('is not excused once that had been told in time', () => {
    expect(judgedWith('one-root-message', run({ happened: 14_000, told: 14_500 }))).toBe(false);
  });

  it('is not excused by another request, nor by what follows from itself', () => {
    expect(judgedWith('one-root-message', run({ happened: 14_000, told: 19_500, trace: 'request-2' }))).toBe(
      false,
    );
    expect(judgedWith('one-root-message', run({ happened: 15_500, told: 19_500 }))).toBe(false);
  });
});

describe('an issue whose event comes late', () => {
  /** Told by its title at 15 s, and by an event at `heard`. */
  const late = (heard: number) => {
    const truth = { ...following.truth, issueId: '77' };
    const titled = { ...following, resource: 'issue', truth };
    const event = { ...delivery(heard, 'b-api'), happenedAt: following.happenedAt, truth };
    const shown = message([
      revision(posted, 'b-api fails <https://acme.sentry.io/issues/77/|View>', 1, 'i2'),
    ]);
    return (good: Evidence): Partial<Evidence> => ({
      deliveries: [...good.deliveries, titled, event],
      slack: { ...slackOf(good), messages: [...slackOf(good).messages, shown] },
    });
  };

  it('is excused while nothing but its title was told', () => {
    expect(judgedWith('one-root-message', late(19_500))).toBe(true);
    expect(judgedWith('one-root-message', late(16_000))).toBe(false);
  });
});

describe('an issue of the background in the page of an outage that no text names', () => {
  /** The page of 4 s names `z-api`, in which the background told of one issue at these times, in ms; the outage began at about 1 s. */
  const loud = (times: readonly number[]) => (good: Evidence) => ({
    deliveries: [
      ...good.deliveries,
      ...times.map((at) => {
        const told = delivery(at, 'z-api');
        return { ...told, truth: { ...told.truth, outage: null } };
      }),
    ],
    pagerduty: {
      ...pagerOf(good),
      incidents: [page(4000, { customDetails: { services: 'a-api\nb-api\nz-api' } })],
    },
  });
  const isExcused = (times: readonly number[], unnamed = true): boolean =>
    judgedWith('pages-not-mixed', loud(times), { unnamed }) === true;

  it('is excused where it broke out and was heard again from shortly before the outage until the page', () => {
    expect(isExcused([2_000, 2_500])).toBe(true);
    expect(isExcused([-13_500, 2_500])).toBe(true);
  });

  it('is not excused where it was heard once by then, or had begun long before the outage', () => {
    expect(isExcused([2_000])).toBe(false);
    expect(isExcused([2_000, 4_500])).toBe(false);
    expect(isExcused([-14_500, 2_000, 3_000])).toBe(false);
  });

  it('is not excused where the texts name the outage', () => {
    expect(isExcused([2_000, 2_500, 3_000], false)).toBe(false);
  });
});

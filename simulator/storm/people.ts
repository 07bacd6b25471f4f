import type { Dice } from './dice.ts';
import { momentIn, type StatusChange, type Traffic } from './moment.ts';
import { isPageAct, type PersonPlan } from './people-plan.ts';
import type { Scenario } from './scenario.ts';
import type { PlannedAct } from './planned.ts';
import type { Trouble } from './truth.ts';

/** An act with its moment, in virtual milliseconds since the start of the timeline. */
interface TimedAct {
  readonly at: number;
  readonly plan: PersonPlan;
}

/** Everything people do, in the order of its time; the loader has made sure that what they mean exists. */
export function actsOf(scenario: Scenario, troubles: readonly Trouble[], dice: Dice): TimedAct[] {
  return scenario.people
    .map((plan, index) => {
      const trouble = troubles.find((one) => one.id === plan.what);
      const from = trouble?.outbursts[plan.outburst - 1]?.from;
      if (from === undefined)
        throw new Error(`${scenario.name} has no outburst ${plan.outburst} of "${plan.what}".`);
      return { at: from + momentIn(plan.after, dice.fork(String(index))), plan };
    })
    .sort((a, b) => a.at - b.at);
}

/** The acts on pages, moved to `start` (virtual UNIX ms). */
export function pageActs(acts: readonly TimedAct[], start: number): PlannedAct[] {
  return acts.flatMap(({ at, plan: { does, what } }) =>
    isPageAct(does) ? [{ at: start + at, does, what }] : [],
  );
}

/** What Sentry tells of the acts in Sentry: each is one on every issue of what is meant that has failed by then. */
export function changesBy(
  acts: readonly TimedAct[],
  traffic: readonly (Traffic & { readonly id: string })[],
): StatusChange[] {
  return acts.flatMap(({ at, plan: { does, what } }) => {
    if (isPageAct(does)) return [];
    const moments = traffic.find((one) => one.id === what)?.moments.filter((one) => one.at <= at) ?? [];
    const how =
      does === 'resolve-in-sentry'
        ? ({ action: 'resolved', substatus: null } as const)
        : ({ action: 'unresolved', substatus: 'ongoing' } as const);
    return [...new Set(moments.map((one) => one.issue))].map((issue) => ({
      at,
      issue,
      ...how,
      byPerson: true,
    }));
  });
}

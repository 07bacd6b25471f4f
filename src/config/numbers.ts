import type { Policy } from '../domain/policy.ts';
import { policyLeaves } from './schema/policy-leaves.ts';
import type { Values } from './schema/leaves.ts';

const minute = 60_000;

/** The numbers of a policy that a file can say. */
export interface PolicyNumbers {
  readonly storm: Partial<Policy['storm']>;
  readonly paging: Partial<Policy['paging']>;
  readonly resolve: Partial<Policy['resolve']>;
}

/** The settings that say them. */
type NumberValues = Pick<Values, keyof typeof policyLeaves>;

/** Whether all of them are right. */
export function hasNumbers<V extends Partial<Values>>(values: V): values is V & NumberValues {
  return Object.keys(policyLeaves).every((path) => Object.hasOwn(values, path));
}

/** The numbers that the settings say. */
export function numbersOf(values: NumberValues): PolicyNumbers {
  return {
    storm: {
      windowMs: values['correlation.storm.window'],
      minIssues: values['correlation.storm.issues'],
      minServices: values['correlation.storm.services'],
      quietMs: values['correlation.storm.quiet'],
      releaseAgeMs: values['correlation.storm.release_age'],
      groupWaitMs: values['correlation.group_wait'],
    },
    paging: {
      levels: values['paging.levels'],
      eventsAMinute: values['paging.events_per_minute'],
      forMinutes: values['paging.for'] / minute,
      staleMs: values['paging.stale_after'],
      unseenMs: values['paging.unseen_after'],
      capPages: values['paging.cap.pages'],
      capWindowMs: values['paging.cap.window'],
      growth: {
        factor: values['paging.growth.factor'],
        notBeforeMs: values['paging.growth.not_before'],
        everyMs: values['paging.growth.every'],
      },
    },
    resolve: { foldMs: values['resolve.fold_for'], quietMs: values['resolve.quiet_after'] },
  };
}

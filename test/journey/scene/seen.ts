import { expect } from 'vitest';
import type { Observed, PagerDutyIncident, SlackMessage } from '../../../simulator/observed.ts';
import { bindChecks, judgeRun } from '../../../simulator/referee/referee.ts';
import {
  coveredAlerts,
  incidentOf,
  visibleMessages,
  visibleRoots,
} from '../../../simulator/referee/root-messages.ts';
import type { Journey } from './journey.ts';

/** The newest version of a message as a reader sees it. */
export function shown(message: SlackMessage | undefined): string {
  const last = message?.revisions.at(-1);
  return last === undefined ? '' : `${last.text}\n${last.blocksText}`;
}

/** Visible root messages of Sentry's alerts, oldest first; of one channel, or of all. */
export function roots({ fakes }: Pick<Journey, 'fakes'>, channel?: string): readonly SlackMessage[] {
  const all = visibleRoots(fakes.observed().slack.messages).filter((message) => !isOwn(message));
  return channel === undefined ? all : all.filter((message) => message.channel === channel);
}

/** Visible root messages of what the relay itself suffers from. */
export function ownRoots({ fakes }: Pick<Journey, 'fakes'>): readonly SlackMessage[] {
  return visibleRoots(fakes.observed().slack.messages).filter(isOwn);
}

function isOwn(message: SlackMessage): boolean {
  return /^\S+ (\w+: )?stormrelay: /.test(shown(message));
}

/** Visible replies in threads. */
export function replies({ fakes }: Pick<Journey, 'fakes'>): readonly SlackMessage[] {
  return visibleMessages(fakes.observed().slack.messages).filter(
    (message) => message.threadTs !== null && message.threadTs !== message.ts,
  );
}

/** Visible root messages of one incident. */
export function rootsOf(of: Pick<Journey, 'fakes'>, incident: string): readonly SlackMessage[] {
  return roots(of).filter((message) => incidentOf(message) === incident);
}

/** PagerDuty's incidents, oldest first. */
export function pages({ fakes }: Pick<Journey, 'fakes'>): readonly PagerDutyIncident[] {
  return fakes.observed().pagerduty.incidents;
}

/** How often PagerDuty was asked for an action. */
export function asked(observed: Observed, action: string): number {
  return observed.pagerduty.calls.filter((call) => call.action === action).length;
}

/** Channel and incident of each root message that is there besides another one. */
export function messagesTwice(of: Pick<Journey, 'fakes'>): readonly string[] {
  const places = roots(of).map((message) => `${message.channel} ${incidentOf(message) ?? message.ts}`);
  return places.filter((place, index) => places.indexOf(place) !== index);
}

/** No incident has two live root messages in a channel (I4). */
export function expectNoMessageTwice(of: Pick<Journey, 'fakes'>): void {
  expect(messagesTwice(of)).toEqual([]);
}

/** No key is triggered after its resolve (I3); PagerDuty holds at most one incident for a key. */
export function expectNoSecondPage({ fakes }: Pick<Journey, 'fakes'>): void {
  const { calls, incidents } = fakes.observed().pagerduty;
  const late = calls.filter(
    (call, index) =>
      call.action === 'trigger' &&
      calls.slice(0, index).some((one) => one.action === 'resolve' && one.dedupKey === call.dedupKey),
  );
  expect(late).toEqual([]);
  const keys = incidents.map((incident) => incident.dedupKey);
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
}

/** The books balance inside, and against what Slack shows (I6). `channel`: where to count; every channel shows all. */
export async function expectBalance(of: Pick<Journey, 'fakes' | 'api' | 'channels'>): Promise<void> {
  const books = await of.api.books();
  const { accepted, shown: own, folded, suppressed, setAside, dead, inFlight } = books;
  expect(own + folded + suppressed + setAside + dead + inFlight, JSON.stringify(books)).toBe(accepted);
  expect(inFlight).toBe(0);
  for (const channel of of.channels) {
    const messages = of.fakes.observed().slack.messages.filter((message) => message.channel === channel);
    expect(coveredAlerts(messages), `alerts that ${channel} shows`).toBe(own + folded);
  }
}

/** Checks of the referee that need no timetable, judged over everything that the fakes have seen. */
export function expectChecks(
  { fakes, clock }: Pick<Journey, 'fakes' | 'clock'>,
  ...names: readonly string[]
): void {
  const observed = fakes.observed();
  const judgements = judgeRun(
    bindChecks(
      'journey',
      names.map((name) => ({ name, parameters: {} })),
    ),
    {
      speed: clock.speed,
      start: clock.epoch,
      deliveries: observed.sentry.deliveries,
      slack: observed.slack,
      pagerduty: observed.pagerduty,
      books: null,
      outages: [],
      alone: [],
      escalation: null,
      fatals: [],
      down: [],
      acts: [],
      exit: null,
      webhook: null,
      drainedAfterMs: null,
    },
  );
  expect(judgements.filter((one) => one.ok !== true)).toEqual([]);
}

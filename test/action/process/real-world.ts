import { expect } from 'vitest';
import { ciToken, drillSecret, type drilling } from '../../journey/scene/drill-runner.ts';
import type { Journey } from '../../journey/scene/journey.ts';
import { pages, roots, shown } from '../../journey/scene/seen.ts';
import type { StepEnded } from '../runner.ts';

/** The real bundle, a real relay as a process, and the fakes, all in real time. */
export type Drilling = Awaited<ReturnType<typeof drilling>>;

/** Steps of the Action run in real time. */
export const realTime = { test: true, speed: 1 } as const;

/** The inputs of a step that checks this relay; a test's machine may be busier than a relay's. */
export function inputsFor(
  { url }: Pick<Journey, 'url'>,
  more: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const access = { 'relay-url': url, 'drill-secret': drillSecret, token: ciToken };
  return { ...access, service: 'checkout', 'max-ack-ms': '10000', ...more };
}

/** Nobody is paged any more, no message says that something is under way, and no real receiver was shown anything. */
export function expectNothingLeftOpen({ of, channel }: Drilling): void {
  expect(pages(of).filter((page) => page.status !== 'resolved')).toEqual([]);
  for (const message of roots(of, channel)) expect(shown(message)).not.toMatch(/Under way/);
  const real = of.channels.filter((id) => id !== channel);
  expect(real.flatMap((id) => roots(of, id))).toEqual([]);
  const { routingKey } = of.fakes.connection.pagerduty;
  expect(pages(of).filter((page) => page.routingKey === routingKey)).toEqual([]);
}

/** Nothing that the step showed holds a secret, except the commands that have it hidden. */
export function expectNoSecret(step: StepEnded, { of, key }: Drilling): void {
  const { slack, pagerduty, sentry } = of.fakes.connection;
  const secrets = [
    drillSecret,
    ciToken,
    slack.token,
    pagerduty.routingKey,
    pagerduty.apiToken,
    sentry.secret,
  ];
  for (const secret of key === '' ? secrets : [...secrets, key])
    expect(step.everything).not.toContain(secret);
  expect(step.masked).toEqual(expect.arrayContaining([drillSecret, ciToken]));
}

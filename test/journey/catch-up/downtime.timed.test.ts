import { expect, it } from 'vitest';
import { incidentOf } from '../../../simulator/referee/root-messages.ts';
import { journey, until } from '../scene/journey.ts';
import { expectBalance, expectNoMessageTwice, expectNoSecondPage, pages, roots } from '../scene/seen.ts';
import { access, ago, missedOutage } from './missed.ts';

const seed = 1301;
const away = 10 * 60_000;
const withinMs = 30_000;

it('shows and pages within 30 s what still fires after ten minutes of an outage that nobody heard', async () => {
  const of = await journey({ seed, speed: 2 });
  await of.start(ago(of, away));
  await of.stop();
  const { org, issues } = missedOutage(of, seed, away);
  expect(issues.size).toBeGreaterThan(60);
  await of.start(access(of, org));
  const readyAt = of.clock.now();
  await until('every issue read', () => {
    const read = (of.fakes.observed().sentry.calls ?? []).filter(({ path }) =>
      path.includes('/events/latest/'),
    );
    return read.length >= issues.size;
  });
  await of.rest();
  const incidents = await of.api.incidents();
  const storms = incidents.filter(({ storm }) => storm !== null);
  expect(storms).toHaveLength(1);
  expect(storms[0]?.services).toHaveLength(12);
  expect(incidents.every(({ status }) => status === 'open')).toBe(true);
  const shown = new Set(roots(of).map(incidentOf));
  expect(incidents.filter(({ id }) => !shown.has(id))).toEqual([]);
  expect(pages(of)).toHaveLength(1);
  const posted = roots(of).map(({ revisions }) => (revisions[0]?.at ?? Infinity) - readyAt);
  expect(Math.max(...posted, (pages(of)[0]?.openedAt ?? Infinity) - readyAt)).toBeLessThan(withinMs);
  expectNoMessageTwice(of);
  expectNoSecondPage(of);
  await expectBalance(of);
});

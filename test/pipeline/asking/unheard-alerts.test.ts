import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../../src/domain/inbox/entry.ts';
import { followUnheardAlerts, unheardAlerts } from '../../../src/pipeline/asking/unheard-alerts.ts';
import type { FiredAlert, IntegrationStanding } from '../../../src/seams/sentry-desk.ts';
import { Story } from '../../correlate/story.ts';
import { alert, start } from '../../make.ts';
import { manualClock } from '../../simulator/fakes/manual-clock.ts';

const minute = 60_000;
const now = start + 60 * minute;

describe('an alert that fired and never came', () => {
  const isUnheard = (
    firedMinAgo: number | null,
    heardMinAgo: Readonly<Record<string, number>> = {},
    anyMinAgo = 60,
  ): boolean => {
    const alerts = Object.fromEntries(
      Object.entries(heardMinAgo).map(([name, ago]) => [name, now - ago * minute]),
    );
    const fired = { name: 'Errors', firedAt: firedMinAgo === null ? null : now - firedMinAgo * minute };
    const heard = { at: now - anyMinAgo * minute, alerts };
    return unheardAlerts([fired], { heard, since: start + 5 * minute, now }).length === 1;
  };

  it('is one of which nothing came since, once a webhook had its time', () => {
    expect([isUnheard(null), isUnheard(4), isUnheard(6), isUnheard(58)]).toEqual([false, false, true, false]);
  });

  it('is none where it came by its name, and one where only others did that came before', () => {
    expect(isUnheard(6, { Errors: 6 }, 6)).toBe(false);
    expect(isUnheard(6, { Errors: 20 }, 1)).toBe(true);
  });

  it('is none where others come, and it was never heard by its name: it may tell somebody else', () => {
    expect(isUnheard(6, { Other: 1 }, 1)).toBe(false);
  });
});

describe('what came', () => {
  it('is what Sentry itself sent, by the names of its alerts; nothing that the relay read or made', () => {
    const story = new Story();
    story.tell(0, alert({ issueKey: 'sentry:acme/1', rules: ['Errors'] }));
    expect(story.state.meta.heard).toMatchObject({ at: start, alerts: { Errors: start } });
    story.tell(minute, alert({ issueKey: 'sentry:acme/2', rules: ['Errors'] }), { source: 'sentry-api' });
    story.tell(minute, alert({ issueKey: 'sentry:acme/3', rules: ['Errors'] }), { source: 'sentry-legacy' });
    story.tick(2 * minute);
    expect(story.state.meta.heard?.at).toBe(start);
    story.tell(
      3 * minute,
      alert({ issueKey: 'sentry:acme/1', resource: 'issue.resolved', status: 'resolved' }),
    );
    expect(story.state.meta.heard).toMatchObject({ at: start + 3 * minute, alerts: { Errors: start } });
  });
});

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** A relay in whose time `fired` says, minute by minute, what Sentry says has fired. */
async function compared(
  [from, minutes]: readonly [number, number],
  fired: (min: number) => readonly FiredAlert[],
  story: Story,
) {
  const clock = manualClock();
  clock.advance(start + from * minute - clock.now());
  const stop = new AbortController();
  const entries: Delivery[] = [];
  const missed: number[] = [];
  const minuteNow = (): number => Math.floor((clock.now() - start) / minute);
  const integration: IntegrationStanding = {
    name: 'stormrelay',
    disabled: true,
    url: 'https://relay.example.com/webhooks/sentry',
    requests: [0, 0, 401],
  };
  const desk = {
    alerts: () => {
      if (minuteNow() > minutes) stop.abort();
      return Promise.resolve({ kind: 'told' as const, value: fired(minuteNow()) });
    },
    integration: () => Promise.resolve(integration),
  };
  const inbox = {
    accept: (delivery: Delivery) => {
      entries.push(delivery);
      const { source, kind, verifiedBy } = delivery;
      story.tell(clock.now() - start, delivery.body, { source, kind, verifiedBy });
      return Promise.resolve({ seq: entries.length, duplicate: false });
    },
  };
  const deps = { desk, org: 'acme', state: story.state, inbox, clock, log, note: () => undefined };
  await followUnheardAlerts({ ...deps, missed: (ms) => void missed.push(ms) }, stop.signal);
  return { entries, missed };
}

const errorsAt = (min: number): readonly FiredAlert[] => [{ name: 'Errors', firedAt: start + min * minute }];

describe('what Sentry says has fired and never came', () => {
  it('is an incident of its own, told once, with how the integration stands; and what it told of is read', async () => {
    const story = new Story();
    const { entries, missed } = await compared([1, 30], () => errorsAt(10), story);
    expect(entries).toHaveLength(1);
    expect(missed).toHaveLength(1);
    const [incident, ...others] = story.roots;
    expect(others).toEqual([]);
    expect(incident).toMatchObject({
      title: 'Sentry fired alerts that never came here',
      status: 'open',
      storm: null,
      page: null,
      alerts: 0,
      sample: {
        about: [
          { name: 'Fired', value: 'Errors at 08:10 UTC' },
          { name: 'Integration', value: 'stormrelay, DISABLED in Sentry' },
          { name: 'Sends to', value: 'https://relay.example.com/webhooks/sentry' },
          { name: 'Last requests', value: 'timeout ×2, 401 ×1' },
        ],
      },
    });
  });

  it('heals when it comes again, and nothing of its own does that', async () => {
    const story = new Story();
    await compared([1, 30], () => errorsAt(10), story);
    const { id } = story.roots[0]!;
    story.tell(35 * minute, alert({ issueKey: 'sentry:acme/9' }), { source: 'sentry-api' });
    // The relay was started again meanwhile.
    await compared([36, 40], () => errorsAt(10), story);
    expect(story.state.incidents.get(id)?.status).toBe('open');
    story.tell(41 * minute, alert({ issueKey: 'sentry:acme/9', rules: ['Errors'] }));
    const { entries } = await compared([42, 45], () => errorsAt(41), story);
    expect(entries).toHaveLength(1);
    expect(story.state.incidents.get(id)).toMatchObject({ status: 'resolved', resolution: { by: 'sentry' } });
  });

  it('is told no more while a person has ended it, and anew once it came and was lost again', async () => {
    const story = new Story();
    await compared([1, 20], () => errorsAt(10), story);
    story.operator(21 * minute, 'resolve', story.roots[0]!.id);
    expect((await compared([22, 30], () => errorsAt(10), story)).entries).toEqual([]);
    story.tell(31 * minute, alert({ issueKey: 'sentry:acme/9', rules: ['Errors'] }));
    const { entries } = await compared([32, 60], (min) => errorsAt(min < 45 ? 31 : 45), story);
    expect(entries).toHaveLength(2);
    expect(
      story.roots.filter(({ status, sample }) => status === 'open' && sample.about.length > 0),
    ).toHaveLength(1);
  });
});

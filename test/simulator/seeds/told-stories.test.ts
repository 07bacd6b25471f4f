import { fork } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Outcome } from '../../../simulator/seeds/run-seed.ts';
import { noPolicy } from '../../../simulator/seeds/story/policy.ts';
import type { CallFault, ImaginedIssue, Story, StoryEvent } from '../../../simulator/seeds/story/story.ts';
import type { DeliveryState } from '../../../simulator/seeds/world/sighted.ts';

const second = 1_000;

/** Errors that have nothing to do with each other. */
const issues = ['basket', 'search', 'stock', 'mail', 'ledger', 'pricing', 'loyalty'].map(
  (service, number): ImaginedIssue => ({
    number,
    service,
    type: `${service}Error`,
    message: `What ${service} alone says`,
    file: `src/${service}/main.js`,
    level: 'error',
    environment: 'production',
    outage: null,
  }),
);

function error(at: number, issue: number): StoryEvent {
  return { at, does: 'error', issue, lateMs: 0, copies: 1 };
}

/** What a process came to that played a story, and what it then held in memory. */
type Told = Outcome & { readonly heap: number };

/** Plays a story that nobody drew, so many times in one process. */
async function playAgain(
  told: Pick<Story, 'events'> & Partial<Story>,
  times: number,
): Promise<readonly Told[]> {
  const child = fork(path.join(import.meta.dirname, 'told-worker.ts'), [], {
    execArgv: ['--disable-warning=ExperimentalWarning', '--expose-gc'],
  });
  onTestFinished(() => void child.kill());
  const next = (): Promise<unknown> =>
    new Promise((resolve, reject) => {
      child.once('message', resolve);
      child.once('exit', (code) => reject(new Error(`The story's process ended with code ${code}.`)));
    });
  await next();
  const calmAt = 4 * 60 * second;
  const story = {
    ...{
      seed: 7,
      pagerTells: true,
      pagerCopies: 1,
      channels: 1,
      buttons: true,
      policy: noPolicy,
      desk: null,
      issues,
    },
    ...{ calmAt, endAt: calmAt + 5 * 60 * second, ...told },
  };
  const all: Told[] = [];
  while (all.length < times) {
    const played = next();
    child.send(story);
    const outcome = (await played) as Told | { readonly failed: string };
    if ('failed' in outcome) throw new Error(outcome.failed);
    all.push(outcome);
  }
  return all;
}

async function play(story: Pick<Story, 'events'> & Partial<Story>): Promise<Outcome> {
  const [outcome] = await playAgain(story, 1);
  if (outcome === undefined) throw new Error('Nothing was played.');
  return outcome;
}

describe('a story', () => {
  it('may ask a process to end that then stands still: whatever replaced it goes on, and it ends when it wakes', async () => {
    const { broken, lines } = await play({
      events: [
        {
          at: 9 * second,
          does: 'fault',
          service: 'slack',
          fault: 'lost-answer',
          share: 1,
          forMs: 20 * second,
        },
        error(10 * second, 0),
        { at: 12 * second, does: 'restart', during: 'at-rest' },
        { at: 13 * second, does: 'freeze', during: 'at-rest', forMs: 15 * second },
      ],
    });
    expect(broken, lines.join('\n')).toEqual([]);
  });

  it('may page for each error that Slack could not show for two minutes, and for no other', async () => {
    const all = issues.map(({ number }) => error(10 * second, number));
    const silent = (forMs: number): StoryEvent => {
      return { at: 9 * second, does: 'fault', service: 'slack', fault: 'lost-request', share: 1, forMs };
    };
    const unseen = await play({ events: [silent(150 * second), ...all] });
    expect(unseen.broken, unseen.lines.join('\n')).toEqual([]);
    expect(unseen.wakings).toBe(6);
    expect((await play({ events: [silent(60 * second), ...all] })).wakings).toBe(0);
  });

  it('does not hold it against Slack that the relay was away and asked for nothing', async () => {
    const away = { at: 9.5 * second, does: 'kill', downMs: 71 * second, during: 'at-rest' } as const;
    const silent = (forMs: number): StoryEvent => {
      return { at: 60 * second, does: 'fault', service: 'slack', fault: 'unavailable', share: 1, forMs };
    };
    const shown = await play({ events: [error(9 * second, 0), away, silent(80 * second)] });
    expect(shown.broken, shown.lines.join('\n')).toEqual([]);
    expect(shown.wakings).toBe(0);
    const unseen = await play({ events: [error(9 * second, 0), away, silent(170 * second)] });
    expect(unseen.broken, unseen.lines.join('\n')).toEqual([]);
    expect(unseen.wakings).toBe(1);
  });

  it('believes nothing of a chat that a process tells which stood still and was replaced meanwhile', async () => {
    const slack = { at: 9 * second, does: 'fault', service: 'slack', share: 1 } as const;
    const { broken, wakings, lines } = await play({
      events: [
        { ...slack, fault: 'lost-request', on: 'message', forMs: 10 * second },
        { ...slack, fault: 'html', on: 'message-again', forMs: 60 * second },
        error(9.1 * second, 0),
        error(9.9 * second, 1),
        { at: 51.3 * second, does: 'freeze', forMs: 17.5 * second, during: 'send-under-way' },
        error(150 * second, 2),
      ],
    });
    expect(broken, lines.join('\n')).toEqual([]);
    expect(wakings).toBe(0);
  });

  it('wakes nobody for what Sentry resolved before PagerDuty took its page, nor has to', async () => {
    const fatal = issues.map((one): ImaginedIssue => ({ ...one, level: 'fatal' }));
    const down = { does: 'fault', service: 'pagerduty', fault: 'unavailable', share: 1 } as const;
    const { broken, wakings, lines } = await play({
      issues: fatal.slice(0, 1),
      events: [
        { at: 9 * second, ...down, forMs: 50 * second },
        error(10 * second, 0),
        { at: 58 * second, does: 'resolved', issue: 0 },
      ],
    });
    expect(broken, lines.join('\n')).toEqual([]);
    expect(wakings).toBe(0);
  });

  it('is given the time in which PagerDuty refused it, and then that in which it was away', async () => {
    const refused = (fault: CallFault, on: DeliveryState): StoryEvent => {
      return { at: 9 * second, does: 'fault', service: 'pagerduty', fault, share: 1, on, forMs: 40 * second };
    };
    const { broken, wakings, lines } = await play({
      issues: issues.slice(0, 1).map((one): ImaginedIssue => ({ ...one, level: 'fatal' })),
      events: [
        refused('reset-before', 'trigger'),
        refused('too-many-bare', 'trigger-again'),
        error(10 * second, 0),
        { at: 67 * second, does: 'kill', downMs: 104 * second, during: 'at-rest' },
      ],
    });
    expect(broken, lines.join('\n')).toEqual([]);
    expect(wakings).toBe(1);
  });

  it('may still wait for the turn of a topic, whose figures are told every five minutes', async () => {
    const refused = { type: 'Error', message: 'connect ECONNREFUSED cache-9.brindle.internal:6379' };
    const { broken, lines } = await play({
      issues: issues.map((one): ImaginedIssue => ({ ...one, ...refused, outage: 0 })),
      policy: { ...noPolicy, stormChannels: true },
      events: issues.map(({ number }) => error((number < 6 ? 242 + number / 10 : 250) * second, number)),
    });
    expect(broken, lines.join('\n')).toEqual([]);
  });

  it('may end while what has just become due is on its way', async () => {
    const { broken, lines } = await play({
      issues: issues.slice(0, 1).map((one): ImaginedIssue => ({ ...one, level: 'fatal' })),
      channels: 2,
      policy: { ...noPolicy, secondTeam: ['basket'], repeats: true },
      events: [error(239.99 * second, 0)],
    });
    expect(broken, lines.join('\n')).toEqual([]);
  });

  it('need not show each of several services alone that say the same', async () => {
    const [one, ...others] = issues;
    const same = issues.map((issue) => ({ ...issue, type: one?.type ?? '', message: one?.message ?? '' }));
    const { broken, lines } = await play({
      issues: same,
      events: [error(10 * second, 0), ...others.map(({ number }) => error(20 * second, number))],
    });
    expect(broken, lines.join('\n')).toEqual([]);
  });

  it('shows and pages what fired while the relay was away, where it can ask Sentry, and else does not', async () => {
    const fatal = issues.slice(0, 2).map((one): ImaginedIssue => ({ ...one, level: 'fatal' }));
    const events: readonly StoryEvent[] = [
      error(10 * second, 0),
      { at: 30 * second, does: 'kill', downMs: 90 * second, during: 'at-rest' },
      error(60 * second, 1),
      { at: 119 * second, does: 'fault', service: 'sentry', fault: 'too-many', share: 1, forMs: 4 * second },
    ];
    const asking = await play({ issues: fatal, events, desk: { everyMinutes: 10 } });
    expect(asking.broken, asking.lines.join('\n')).toEqual([]);
    expect(asking.wakings).toBe(2);
    expect(asking.reach).toContainEqual(['fires news', 1]);
    expect((await play({ issues: fatal, events })).wakings).toBe(1);
  });

  it('comes to what fired while the relay was away, also where Sentry answers with a page for people at first', async () => {
    const { broken, lines, wakings } = await play({
      issues: issues.slice(0, 1).map((one): ImaginedIssue => ({ ...one, level: 'fatal' })),
      events: [
        { at: 30 * second, does: 'kill', downMs: 90 * second, during: 'at-rest' },
        error(60 * second, 0),
        { at: 119 * second, does: 'fault', service: 'sentry', fault: 'html', share: 1, forMs: 70 * second },
      ],
      desk: { everyMinutes: 10 },
    });
    expect(broken, lines.join('\n')).toEqual([]);
    expect(wakings).toBe(1);
  });

  it('comes to what its doors refused, also where it was killed while it read something else', async () => {
    const { broken, lines } = await play({
      events: [
        error(20 * second, 0),
        { at: 56 * second, does: 'failing', forMs: 14 * second, beginning: true },
        error(57 * second, 1),
        {
          at: 59 * second,
          does: 'fault',
          service: 'sentry',
          fault: 'too-many',
          share: 1,
          forMs: 125 * second,
        },
        { at: 165 * second, does: 'kill', downMs: 20 * second, during: 'at-rest' },
      ],
      desk: { everyMinutes: 1 },
    });
    expect(broken, lines.join('\n')).toEqual([]);
  });

  it('comes to what nobody heard just as it was killed, also where it is killed again before it reads', async () => {
    const kill = { does: 'kill', downMs: 1_300, during: 'at-rest' } as const;
    const { broken, lines } = await play({
      events: [
        error(20 * second, 0),
        { at: 42 * second, ...kill, downMs: 9 * second },
        error(43 * second, 1),
        error(165 * second, 0),
        { at: 170 * second, ...kill },
      ],
      desk: { everyMinutes: 2 },
    });
    expect(broken, lines.join('\n')).toEqual([]);
  });

  it('leaves nothing behind in its process, not even where lives were cut off', async () => {
    const kills = [12, 40, 70, 100].map((at): StoryEvent => {
      return { at: at * second, does: 'kill', downMs: second, during: 'at-rest' };
    });
    const all = await playAgain({ events: [error(10 * second, 0), ...kills] }, 9);
    const [warm, last] = [all[2]?.heap ?? 0, all[8]?.heap ?? Infinity];
    // Each life that stays takes about a megabyte.
    expect((last - warm) / 1_048_576).toBeLessThan(6);
  });
});

import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { SlackMessage } from '../../../simulator/observed.ts';
import { incidentOf, isOverflow, postedAt } from '../../../simulator/referee/root-messages.ts';
import { createSeededRandom, seedOf } from '../../../simulator/seeded-random.ts';
import { journey, until, type Journey } from '../scene/journey.ts';
import { expectBalance, expectChecks, expectNoMessageTwice, roots, shown } from '../scene/seen.ts';
import { throwIt, troubles, type Trouble, type Wording } from '../scene/trouble.ts';

const seed = 1812;
const speed = 4;
const minute = 60_000;
/** What a busy machine may cost on top, in virtual ms: ten seconds of real time. What is hidden waits for minutes. */
const noiseMs = 10_000 * speed;
const services = ['till', 'depot', 'stage', 'kiosk', 'vault', 'quay'];
const many = 250;

/** Failures of which no two have a word, a file or a cause in common. */
function wordings(count: number): readonly Wording[] {
  const chance = createSeededRandom(seedOf('wordings', seed));
  const word = (): string =>
    `q${chance.hex(7).replaceAll(/\d/g, (digit) => 'ghjklmnprs'[Number(digit)] ?? '')}`;
  return Array.from({ length: count }, () => ({
    type: `${word()}Error`,
    message: `${word()} ${word()} ${word()}`,
    file: `src/${word()}/${word()}.js`,
  }));
}

interface Story {
  readonly issues: readonly Trouble[];
  /** Issues that were resolved in the middle of it, and when. */
  readonly ended: readonly { readonly issue: Trouble; readonly at: number }[];
  /** When a service failed of which nothing had been heard. */
  readonly newAt: number;
}

async function resolved(of: Journey, trouble: Trouble): Promise<number> {
  const at = Math.round(of.clock.now());
  await of.fakes.sentry.send(of.fakes.sentry.issueWebhook('resolved', trouble.newest(), { at }));
  return at;
}

/** So many new errors would be an outage, whatever they say; so many warnings are none. */
const none = { level: 'warning' } as const;

/** 250 unrelated new issues, evenly over a minute; of the first 10 the end in its middle, and late one new service. */
async function aMinute(of: Journey): Promise<Story> {
  const make = troubles(of, seed);
  const [last, ...words] = wordings(many + 1);
  const issues = words.map((wording, n) => make(services[n % services.length] ?? '', wording));
  const ended: { readonly issue: Trouble; readonly at: number }[] = [];
  const sent: Promise<unknown>[] = [];
  let newAt = 0;
  const began = of.clock.now();
  for (const [n, issue] of issues.entries()) {
    const ahead = began + (n * minute) / many - of.clock.now();
    if (ahead > 0) await delay(ahead / speed);
    sent.push(throwIt(of.fakes, issue.event(none)));
    const over = n >= 120 && n < 130 ? issues[n - 120] : undefined;
    if (over !== undefined) ended.push({ issue: over, at: await resolved(of, over) });
    if (n !== 200 || last === undefined) continue;
    newAt = of.clock.now();
    sent.push(throwIt(of.fakes, make('harbour', last).event(none)));
  }
  await Promise.all(sent);
  return { issues, ended, newAt };
}

function withText(messages: readonly SlackMessage[], text: string): SlackMessage | undefined {
  return messages.find((message) => shown(message).includes(text));
}

describe('250 new issues in a minute', () => {
  it('hide no resolve and no new service; the channel has one message that stands for the rest', async () => {
    const of = await journey({ seed, speed });
    await of.start();
    const { issues, ended, newAt } = await aMinute(of);
    const own = (): SlackMessage[] => roots(of).filter((message) => !isOverflow(message));
    const harbour = await until('a message of the new service', () => withText(own(), 'harbour'));
    expect(postedAt(harbour) - newAt).toBeLessThan(15_000 + noiseMs);

    const told = ended.flatMap(({ issue, at }) => {
      const message = withText(own(), issue.newest().shortId);
      const over = message?.revisions.find((one) => /Resolved/.test(`${one.text}\n${one.blocksText}`));
      // Whichever was folded when it was resolved is in the overflow alone.
      return message === undefined ? [] : [(over?.at ?? Infinity) - at];
    });
    expect(told.length).toBeGreaterThan(0);
    expect(Math.max(...told)).toBeLessThan(1_000 + noiseMs);

    const overflow = roots(of).filter(isOverflow);
    expect(overflow).toHaveLength(1);
    expect(overflow[0]?.revisions[0]?.text).toMatch(/\d+ more incidents, worst first/);
    expect(overflow[0]?.revisions.length).toBeGreaterThan(5);

    // What still waits is resolved: it was only ever in the overflow.
    const folded = issues.filter((issue) => withText(own(), issue.newest().shortId) === undefined);
    for (const issue of folded.reverse()) await resolved(of, issue);
    await until('the overflow is over', () =>
      /All \d+ have been shown or resolved/.test(shown(roots(of).find(isOverflow))),
    );
    await of.rest();
    await expectBalance(of);
    expect((await of.api.books()).dead).toBe(0);
    expectNoMessageTwice(of);
    expectChecks(of, 'no-rate-limit', 'no-duplicate-message');
    expect(new Set(own().map(incidentOf)).size).toBeLessThan(200);
  });
});

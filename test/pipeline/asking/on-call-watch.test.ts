import { expect, it } from 'vitest';
import type { Delivery } from '../../../src/domain/inbox/entry.ts';
import { watchOnCall } from '../../../src/pipeline/asking/on-call-watch.ts';
import { silentLog } from '../../../src/seams/log.ts';
import type { OnCallAnswer } from '../../../src/seams/on-call.ts';
import { Story } from '../../correlate/story.ts';
import { alert } from '../../make.ts';

const known = (...names: [string, number][]): OnCallAnswer => ({
  kind: 'known',
  at: 0,
  people: names.map(([name, level]) => ({ name, level, until: null })),
});

const noted: (string | null)[] = [];
const slept: number[] = [];

/** Asks as often as there are answers, and tells the story what was accepted. */
async function watched(story: Story, answers: readonly OnCallAnswer[]): Promise<readonly Delivery[]> {
  const accepted: Delivery[] = [];
  const over = new AbortController();
  let asked = 0;
  await watchOnCall({
    onCall: { whoIsOnCall: () => Promise.resolve(answers[asked++]!) },
    state: story.state,
    inbox: {
      accept: (delivery) => {
        accepted.push(delivery);
        story.tell(60_000 * asked, delivery.body, { source: delivery.source, kind: delivery.kind });
        return Promise.resolve({ seq: asked, duplicate: false });
      },
    },
    clock: {
      sleep: (ms) => {
        slept.push(ms);
        if (asked === answers.length) over.abort();
        return Promise.resolve();
      },
    },
    log: silentLog,
    note: (why) => void noted.push(why),
  })(over.signal);
  return accepted;
}

it('the brain is told whenever somebody else is on call, and what nobody has taken shows it', async () => {
  const story = new Story();
  story.tell(0, alert());
  const { id } = story.of('sentry:acme/1');
  const first = known(['Robin', 1], ['Kim', 2]);
  const accepted = await watched(story, [first, first]);
  expect(accepted.map(({ source, kind }) => [source, kind])).toEqual([['enrichment', 'on-call']]);
  expect(story.liveMessage(id)).toMatchObject({ state: 'open', onCall: ['Robin'] });
  await watched(story, [known(['Kim', 1])]);
  expect(story.liveMessage(id)).toMatchObject({ onCall: ['Kim'] });
  await watched(story, [{ kind: 'unknown', reason: 'PagerDuty does not answer.' }]);
  expect(story.liveMessage(id)).not.toHaveProperty('onCall');
  expect(noted).toEqual([null, null, null, 'PagerDuty does not answer.']);
  // What is not known may become known with the next page.
  expect(slept).toEqual([60_000, 60_000, 60_000, 15_000]);
});

it('nobody is named beside somebody who was told to look', async () => {
  const story = new Story();
  story.tell(0, alert());
  const { id } = story.of('sentry:acme/1');
  await watched(story, [known(['Robin', 1])]);
  story.operator(120_000, 'acknowledge', id);
  expect(story.liveMessage(id)).not.toHaveProperty('onCall');
});

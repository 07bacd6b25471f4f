import { describe, expect, it } from 'vitest';
import type { Incident } from '../../../src/domain/incident.ts';
import { choiceFor } from '../../../src/http/doors/chooseable.ts';
import type { Choice } from '../../../src/integrations/slack/presses/ids.ts';
import { checkBlocks } from '../../../simulator/fakes/slack/block-kit.ts';
import { press } from '../../correlate/presses/press.ts';
import { redisStorm, Story } from '../../correlate/story.ts';
import { alert } from '../../make.ts';

/** A storm, an error beside it, one of staging, and one that is over. */
function scene(): Story {
  const story = new Story();
  redisStorm(story);
  for (const [n, environment] of ['production', 'staging', 'production'].entries())
    story.tell(
      20_000 + n,
      alert({
        issueKey: `sentry:acme/${n}`,
        service: `s${n}`,
        environment,
        message: `only in s${n}`,
        title: `<!channel> T${n} ${'x'.repeat(200)}`,
        exceptions: [],
      }),
    );
  story.operator(30_000, 'resolve', story.of('sentry:acme/2').id);
  return story;
}

/** The values that can be chosen. */
async function choicesOf(of: Story, question: Choice): Promise<readonly string[]> {
  const rows = (which: (row: Incident) => boolean): Promise<readonly Incident[]> =>
    Promise.resolve(of.incidents.filter(which));
  const answer = await choiceFor(
    {
      incident: (id) => Promise.resolve(of.state.incidents.get(id) ?? null),
      children: (root) => rows(({ parent }) => parent === root),
      issues: (keys) => Promise.resolve(keys.flatMap((key) => of.state.issues.get(key) ?? [])),
      roots: () => rows(({ parent, status }) => parent === null && status !== 'resolved'),
    },
    question,
    null,
  );
  expect(checkBlocks(answer.blocks ?? [])).toEqual([]);
  return [...JSON.stringify(answer.blocks ?? []).matchAll(/"value":"stormrelay:1:([^"]*)"/g)].map(
    ([, value = '']) => value,
  );
}

describe('what can be chosen', () => {
  it('to be split off are the open parts of a storm, also from the message of one of them', async () => {
    const of = scene();
    const parts = of.incidents.filter(({ parent }) => parent === of.storm.id).map(({ id }) => id);
    const expected = parts.map((id) => `split:${id}`);
    expect(expected).not.toEqual([]);
    expect(await choicesOf(of, { press: 'split', incident: of.storm.id })).toEqual(expected);
    expect(await choicesOf(of, { press: 'split', incident: parts[0] ?? '' })).toEqual(expected);
    expect(await choicesOf(of, { press: 'split', incident: of.of('sentry:acme/0').id })).toEqual([]);
  });

  it('to be split off are the issues that still fire, where an incident has several', async () => {
    const of = new Story();
    for (const n of [1, 2, 3]) of.tell(n, alert({ issueKey: `sentry:acme/${n}`, shortId: `CART-${n}` }));
    of.tell(10, alert({ issueKey: 'sentry:acme/3', status: 'resolved', resource: 'issue.resolved' }));
    const menu = { press: 'split', incident: 'inc-1' } as const;
    expect(await choicesOf(of, menu)).toEqual(['part:sentry:acme/1', 'part:sentry:acme/2']);
    expect(press(of, 20_000, 'part:sentry:acme/2 inc-1')).toMatchObject({
      kind: 'counted',
      incident: 'inc-5',
    });
    // The second of two clicks, and a list that has gone stale.
    expect(press(of, 20_100, 'part:sentry:acme/2 inc-1')).toMatchObject({
      decision: { code: 'regroup-refused', why: { code: 'issue-elsewhere', incident: 'inc-5' } },
    });
    expect(await choicesOf(of, menu)).toEqual(['part:sentry:acme/1']);
  });

  it('to be merged into are other open incidents of the same class', async () => {
    const of = scene();
    expect(await choicesOf(of, { press: 'merge', incident: of.of('sentry:acme/0').id })).toEqual([
      `merge:${of.storm.id}`,
    ]);
    expect(await choicesOf(of, { press: 'merge', incident: of.of('sentry:acme/2').id })).toEqual([]);
    expect(await choicesOf(of, { press: 'merge', incident: 'inc-none' })).toEqual([]);
  });
});

describe('what was chosen', () => {
  it('is done once, and stays done: no rule takes it back', () => {
    const of = scene();
    const part = of.incidents.find(({ parent }) => parent === of.storm.id)?.id ?? '';
    expect(press(of, 40_000, `split:${part} ${of.storm.id}`)).toMatchObject({
      kind: 'counted',
      incident: part,
    });
    expect(of.state.incidents.get(part)).toMatchObject({ parent: null, apart: { by: 'ada' } });
    expect(press(of, 40_100, `split:${part} ${of.storm.id}`)).toMatchObject({
      kind: 'set-aside',
      decision: { code: 'regroup-refused', why: { code: 'alone' } },
    });
    expect(press(of, 41_000, `merge:${of.storm.id} ${part}`, 'bo')).toMatchObject({ kind: 'counted' });
    expect(of.state.incidents.get(part)).toMatchObject({ parent: of.storm.id, adoption: { by: 'bo' } });
    expect(press(of, 41_100, `merge:${of.storm.id} ${part}`, 'bo')).toMatchObject({
      decision: { code: 'regroup-refused', why: { code: 'already-part' } },
    });
  });
});

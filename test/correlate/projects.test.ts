import { describe, expect, it } from 'vitest';
import { silentProjects } from '../../src/correlate/projects.ts';
import type { OwnTrouble } from '../../src/domain/inbox/own-trouble.ts';
import { ownTroubleTitle, ownTroubleWords } from '../../src/domain/inbox/own-trouble-words.ts';
import { deployDelivery } from '../../src/ingest/deploy-delivery.ts';
import { troubleDelivery } from '../../src/ingest/trouble-entry.ts';
import { alert, start } from '../make.ts';
import { Story, minute } from './story.ts';

const hour = 60 * minute;
const day = 24 * hour;

/** Two projects, `cart` each 20 minutes and `shop` each hour, until `shop` says its last word. */
function speaking(untilMs = 9 * day, from = new Story()): Story {
  for (let at = 0; at <= untilMs; at += 20 * minute) {
    say(from, at, 'cart');
    if (at % hour === 0) say(from, at, 'shop');
  }
  return from;
}

function say(story: Story, atMs: number, project: string, change: Parameters<typeof alert>[0] = {}): void {
  const base = {
    issueKey: `sentry:acme/${project}`,
    project,
    service: project,
    eventId: `${project}-${atMs}`,
  };
  story.tell(atMs, alert({ ...base, ...change }));
}

/** `cart` alone goes on. */
function alone(story: Story, fromMs: number, toMs: number): void {
  for (let at = fromMs + 20 * minute; at <= toMs; at += 20 * minute) say(story, at, 'cart');
}

const look = (story: Story, isTold = false) =>
  silentProjects(story.state, { now: story.state.meta.now, isTold });
const names = (story: Story) => look(story)?.projects.map(({ project }) => project) ?? [];

function tell(story: Story, atMs: number, trouble: OwnTrouble, state: 'on' | 'over' = 'on'): void {
  const { body } = troubleDelivery({ state, trouble }, `t${atMs}`);
  story.tell(atMs, body, { source: 'trouble', kind: 'trouble', verifiedBy: 'self' });
}

const last = 9 * day;

describe('a project that always spoke', () => {
  it('is told of once it is silent for three times its longest gap, as others speak', () => {
    const story = speaking();
    alone(story, last, last + 2 * hour + 40 * minute);
    expect(names(story)).toEqual([]);
    alone(story, last + 2 * hour + 40 * minute, last + 3 * hour + 20 * minute);
    expect(look(story)).toEqual({
      code: 'projects-silent',
      count: 1,
      projects: [
        {
          ...{ project: 'shop', lastAt: start + last, usualMs: 45 * minute },
          ...{ deploy: null, release: null, sdk: null },
        },
      ],
    });
  });

  it('speaks again, and that is over', () => {
    const story = speaking();
    alone(story, last, last + 4 * hour);
    const trouble = look(story);
    tell(story, last + 4 * hour, trouble ?? { code: 'dead-letters', letters: 1 });
    const own = story.incidents.find(({ kind }) => kind === 'own');
    expect(own).toMatchObject({ title: 'shop has fallen silent', severity: 'warning', page: null });
    expect(look(story, true)).toEqual(trouble);
    say(story, last + 4 * hour + minute, 'shop');
    expect(look(story, true)).toBeNull();
  });

  it('is told of once, whatever became of what was told', () => {
    const story = speaking();
    alone(story, last, last + 4 * hour);
    tell(story, last + 4 * hour, look(story) ?? { code: 'dead-letters', letters: 1 });
    story.operator(last + 4 * hour + minute, 'resolve', story.incidents.at(-1)?.id ?? '');
    alone(story, last + 4 * hour, last + 9 * hour);
    expect(look(story)).toBeNull();
  });

  it('is another one where its organization is, and is called by both where two have one of its slug', () => {
    const story = speaking();
    const other = { issueKey: 'sentry:umbrella/shop' };
    for (let at = last; at <= last + 4 * hour; at += 20 * minute) {
      say(story, at, 'cart');
      say(story, at, 'shop', other);
    }
    expect(names(story)).toEqual(['acme/shop']);
    tell(story, last + 4 * hour, look(story) ?? { code: 'dead-letters', letters: 1 });
    expect(names(story)).toEqual([]);
    expect([...story.state.projects.keys()].sort()).toEqual(['acme/cart', 'acme/shop', 'umbrella/shop']);
  });

  it('goes on as an older relay knew it, which knew no organization', () => {
    const story = speaking();
    for (const [key, row] of [...story.state.projects]) {
      story.state.projects.delete(key);
      const slug = key.slice('acme/'.length);
      story.state.projects.set(slug, { ...row, key: slug });
    }
    const since = story.state.projects.get('cart')?.since;
    alone(story, last, last + 4 * hour);
    expect(names(story)).toEqual(['shop']);
    expect(story.state.projects.get('acme/cart')?.since).toBe(since);
    // As an older relay told it, and as this one does.
    tell(story, last + 4 * hour, look(story) ?? { code: 'dead-letters', letters: 1 });
    expect(names(story)).toEqual([]);
    say(story, last + 5 * hour, 'shop');
    expect([...story.state.projects.keys()].sort()).toEqual(['acme/cart', 'acme/shop']);
  });

  it('says nothing of what is seldom, young, or in staging', () => {
    const seldom = new Story();
    for (let at = 0; at <= last; at += hour) {
      say(seldom, at, 'cart');
      if (at % (16 * hour) === 0) say(seldom, at, 'shop');
    }
    alone(seldom, last, last + 3 * day);
    expect(names(seldom)).toEqual([]);
    const young = speaking(5 * day);
    alone(young, 5 * day, 5 * day + day);
    expect(names(young)).toEqual([]);
    const staging = new Story();
    for (let at = 0; at <= last; at += hour) {
      say(staging, at, 'cart');
      say(staging, at, 'shop', { environment: 'staging' });
    }
    alone(staging, last, last + day);
    expect(names(staging)).toEqual([]);
  });

  it('is not told of while nothing comes from anywhere, nor right after', () => {
    const story = speaking();
    story.tick(last + 2 * day);
    expect(names(story)).toEqual([]);
    say(story, last + 2 * day, 'cart');
    expect(names(story)).toEqual([]);
  });
});

describe('what changed when a project fell silent', () => {
  it('is named, and then half as long again as ever is enough', () => {
    const story = speaking(last - hour);
    const body = { service: 'shop', environment: 'production', version: '9.0.0', by: 'Ada' };
    const { body: deploy } = deployDelivery({ ...body, what: null, compareUrl: null }, 'd1');
    for (const minutes of [20, 40]) say(story, last - hour + minutes * minute, 'cart');
    story.tell(last - 10 * minute, deploy, { source: 'deploy', kind: 'deploy', verifiedBy: 'admin' });
    say(story, last - 5 * minute, 'shop', { sdk: { name: 'sentry.python', major: 2 } });
    say(story, last, 'shop', { sdk: { name: 'sentry.python', major: 3 } });
    say(story, last, 'cart');
    alone(story, last, last + hour);
    expect(names(story)).toEqual([]);
    alone(story, last + hour, last + 100 * minute);
    const trouble = look(story);
    expect(trouble?.projects[0]).toMatchObject({
      deploy: { version: '9.0.0', at: start + last - 10 * minute, by: 'Ada' },
      sdk: { name: 'sentry.python', before: 2, major: 3, at: start + last },
    });
    if (trouble === null) return;
    expect(ownTroubleTitle(trouble)).toBe('shop has fallen silent');
    expect(ownTroubleWords(trouble)).toContain(
      'Deployed at 2027-01-24 07:50 UTC: 9.0.0, by Ada. New SDK since 2027-01-24 08:00 UTC: sentry.python 3, before that 2.',
    );
  });

  it('makes a silence none of its usual gaps', () => {
    const story = speaking();
    alone(story, last, last + 8 * hour);
    const explained = look(story);
    const sdk = { name: 'sentry.python', before: 2, major: 3, at: start };
    const row = explained?.projects[0];
    if (explained === null || row === undefined) throw new Error('It is not told of.');
    tell(story, last + 8 * hour, { ...explained, projects: [{ ...row, sdk }] });
    say(story, last + 8 * hour, 'shop');
    alone(story, last + 8 * hour, last + 12 * hour);
    expect(look(story)?.projects[0]).toMatchObject({ usualMs: 45 * minute });
  });
});

it('keeps no more than 200 projects, and those that spoke last', () => {
  const story = new Story();
  for (let n = 0; n < 203; n += 1) say(story, n * minute, `p${n}`);
  expect(story.state.projects.size).toBe(200);
  expect(story.state.projects.has('acme/p0')).toBe(false);
  expect(story.state.projects.has('acme/p202')).toBe(true);
});

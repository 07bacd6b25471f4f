import { describe, expect, it } from 'vitest';
import type { Policy } from '../../../src/domain/policy.ts';
import { policy, redisAlert } from '../../make.ts';
import { fatal } from '../paging/many-story.ts';
import { minute, Story } from '../story.ts';
import { press } from './press.ts';

const heardWhenGrown: Policy = { ...policy, paging: { ...policy.paging, growthEndsMute: true } };

/** A storm that a stranger can make up: all of it stands in one project. Somebody has it in hand, and mutes it. */
function muted(of: Policy = heardWhenGrown): { readonly story: Story; readonly id: string } {
  const story = new Story(of);
  for (let n = 0; n < 6; n += 1) story.tell(n, redisAlert(`tag-${n}`, n, { project: 'public' }));
  const { id } = story.storm;
  story.operator(30_000, 'acknowledge', id);
  press(story, minute, `mute ${id}`);
  return { story, id };
}

function others(story: Story, atMs: number, services: readonly string[]): void {
  for (const [n, service] of services.entries()) story.tell(atMs + n, redisAlert(service, 1));
}

const isMuted = (story: Story, id: string): boolean => 'mute' in story.liveMessage(id);
const grew = 'Not muted any more: it grew from 1 to 3 projects after it was muted.';

describe('what a person muted, and grows', () => {
  it('is heard again when its projects have doubled, and wakes whoever is to be woken', () => {
    const { story, id } = muted();
    others(story, 8 * minute, ['cart', 'login', 'search']);
    expect(isMuted(story, id)).toBe(false);
    expect(story.told(id, ({ tell }) => tell === 'thread')).toContain(grew);
    expect(story.pages()).toEqual([`${id}:1:acknowledged`, `${id}:2:triggered`]);
  });

  it('not before five minutes have passed', () => {
    const { story, id } = muted();
    others(story, 2 * minute, ['cart', 'login']);
    story.tick(6 * minute - 1);
    expect(isMuted(story, id)).toBe(true);
    story.tick(6 * minute);
    expect(isMuted(story, id)).toBe(false);
    expect(story.told(id)).toContain(grew);
    expect(story.page(id, 2)).toMatchObject({ state: 'triggered' });
  });

  it('stays quiet for one project more', () => {
    const { story, id } = muted();
    others(story, 8 * minute, ['cart']);
    story.tick(9 * minute);
    expect(isMuted(story, id)).toBe(true);
    expect(story.pages()).toEqual([`${id}:1:acknowledged`]);
  });

  it('counts from what it was when it was last muted', () => {
    const { story, id } = muted();
    others(story, 2 * minute, ['cart', 'login']);
    press(story, 5 * minute, `mute ${id}`, 'bo');
    others(story, 11 * minute, ['search', 'mail']);
    expect(isMuted(story, id)).toBe(true);
    others(story, 12 * minute, ['stock']);
    expect(isMuted(story, id)).toBe(false);
  });

  it('wakes nobody for what a person merged into it', () => {
    const { story, id } = muted();
    for (const n of ['a', 'b']) fatal(story, 8 * minute, n, 'error');
    for (const n of ['a', 'b']) story.merge(9 * minute, story.of(`sentry:acme/${n}`).id, id);
    expect(story.of('sentry:acme/b').parent).toBe(id);
    others(story, 10 * minute, ['cart']);
    story.tick(20 * minute);
    expect(isMuted(story, id)).toBe(true);
  });

  it('stays quiet under policies of older relays', () => {
    const { story, id } = muted(policy);
    others(story, 8 * minute, ['cart', 'login', 'search']);
    expect(isMuted(story, id)).toBe(true);
    expect(story.pages()).toEqual([`${id}:1:acknowledged`]);
  });
});

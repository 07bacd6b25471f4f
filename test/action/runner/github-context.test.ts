import { describe, expect, it } from 'vitest';
import { githubContext } from '../../../src/action/runner/github-context.ts';
import { job } from '../runner.ts';

const none = (): string => {
  throw new Error('There is no such file.');
};
const at = { ...job, GITHUB_EVENT_PATH: 'event.json' };

describe('the context of a run', () => {
  it('comes from the push that started it', () => {
    const event = {
      compare: 'https://github.com/harbor-goods/cart/compare/aaa...bbb',
      head_commit: { message: 'Retry the cache\n\nBecause it sleeps.' },
      commits: [{}, {}],
    };
    expect(githubContext(at, () => JSON.stringify(event))).toEqual({
      service: 'cart',
      release: job.GITHUB_SHA,
      by: 'kim',
      what: 'Retry the cache (2 commits)',
      compareUrl: 'https://github.com/harbor-goods/cart/compare/aaa...bbb',
      runUrl: 'https://github.com/harbor-goods/cart/actions/runs/4711',
    });
  });

  it('does not count a single commit', () => {
    const event = { head_commit: { message: 'Retry' }, commits: [{}] };
    expect(githubContext(at, () => JSON.stringify(event)).what).toBe('Retry');
  });

  it('takes the first line of a commit message that has words', () => {
    const event = { head_commit: { message: '\n\n  Retry the cache\nmore' }, commits: [{}] };
    expect(githubContext(at, () => JSON.stringify(event)).what).toBe('Retry the cache');
  });

  it.each([
    ['a schedule', '{"schedule":"0 3 * * *"}'],
    ['a hostile compare link', '{"compare":"javascript:alert(1)"}'],
    ['a compare link that no record can hold', `{"compare":"https://github.com/${'a'.repeat(70_000)}"}`],
    ['no JSON', 'oops'],
    ['a list', '[]'],
  ])('points to the commit after %s', (_name, text) => {
    const { what, compareUrl } = githubContext(at, () => text);
    expect(what).toBeNull();
    expect(compareUrl).toBe(`https://github.com/harbor-goods/cart/commit/${job.GITHUB_SHA}`);
  });

  it('is empty outside of GitHub', () => {
    expect(githubContext({}, none)).toEqual({
      service: null,
      release: null,
      by: null,
      what: null,
      compareUrl: null,
      runUrl: null,
    });
  });
});

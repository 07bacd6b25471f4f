import { describe, expect, it } from 'vitest';
import { alert } from '../../make.ts';
import { Story } from '../story.ts';

describe('identity', () => {
  it('counts one error once, whichever resources bring it', () => {
    const story = new Story();
    const eventId = 'e1';
    story.tell(0, alert({ resource: 'issue.created', eventId: null }));
    story.tell(100, alert({ resource: 'event_alert.triggered', eventId }));
    story.tell(200, alert({ resource: 'error.created', eventId }));
    expect(story.roots).toHaveLength(1);
    expect(story.roots[0]).toMatchObject({ alerts: 3, events: 1 });
  });

  it('lets a new issue of the same trouble join, but never moves a known one', () => {
    const story = new Story();
    story.tell(
      0,
      alert({
        issueKey: 'sentry:acme/1',
        message: 'boom',
        title: 'boom',
        exceptions: [{ type: 'E', value: 'boom', module: null }],
      }),
    );
    story.tell(
      10,
      alert({
        issueKey: 'sentry:acme/2',
        message: 'boom',
        title: 'boom',
        exceptions: [{ type: 'E', value: 'boom', module: null }],
      }),
    );
    expect(story.roots).toHaveLength(1);
    story.tell(
      20,
      alert({
        issueKey: 'sentry:acme/2',
        exceptions: [
          { type: 'Other', value: 'quite another story', module: null },
          { type: 'E', value: 'boom', module: null },
        ],
      }),
    );
    expect(story.roots).toHaveLength(1);
    expect(story.roots[0]?.issues).toEqual(['sentry:acme/1', 'sentry:acme/2']);
  });

  it('keeps environments of another class apart', () => {
    const story = new Story();
    story.tell(
      0,
      alert({
        issueKey: 'sentry:acme/1',
        message: 'boom',
        title: 'boom',
        exceptions: [{ type: 'E', value: 'boom', module: null }],
      }),
    );
    story.tell(
      10,
      alert({
        issueKey: 'sentry:acme/2',
        environment: 'staging',
        message: 'boom',
        title: 'boom',
        exceptions: [{ type: 'E', value: 'boom', module: null }],
      }),
    );
    expect(story.roots).toHaveLength(2);
  });

  it('remembers the newest eight traces of an issue, each once', () => {
    const story = new Story();
    const trace = (n: number): string => String(n).padStart(32, 'a');
    const seen = [null, trace(1), trace(1), trace(2), ...[3, 4, 5, 6, 7, 8, 9].map(trace), trace(4), null];
    seen.forEach((traceId, at) => story.tell(at * 1_000, alert({ traceId })));
    const issue = story.state.issues.get('sentry:acme/1');
    expect(issue?.traces).toEqual([2, 3, 5, 6, 7, 8, 9, 4].map(trace));
  });
});

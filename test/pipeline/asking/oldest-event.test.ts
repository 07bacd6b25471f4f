import { describe, expect, it } from 'vitest';
import { oldestEvent } from '../../../src/pipeline/asking/unheard-issues.ts';
import { minute, Story } from '../../correlate/story.ts';
import { alert, start } from '../../make.ts';

describe('since when Sentry is asked how what fires here stands', () => {
  it('is before its incident was opened, where its events were read there', () => {
    const story = new Story();
    const at = start - 2 * minute;
    const told = { resource: 'event.reconstructed', sentryAt: at, eventAt: at } as const;
    const read = { source: 'sentry-api', kind: 'reconstructed', verifiedBy: 'self' } as const;
    story.tell(0, alert({ issueKey: 'sentry:acme/1', ...told }), read);
    expect(oldestEvent(story.state)).toBe(at);
  });
});

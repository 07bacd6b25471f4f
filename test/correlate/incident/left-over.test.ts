import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../src/domain/alert.ts';
import { alert } from '../../make.ts';
import { minute, Story } from '../story.ts';
import { twoQuietHours, wave } from '../wordless.ts';

const resolve = (issueKey: string): Alert =>
  alert({ issueKey, status: 'resolved', resource: 'issue.resolved' });
const keyOf = (n: number): string => `sentry:acme/w${500 + n}`;

/** A surge of six issues of three services, of which somebody resolves the first so many in Sentry. */
function resolved(count: number, after: number): Story {
  const story = new Story();
  const from = twoQuietHours(story);
  wave(story, from, { issues: 6, services: ['cart', 'login', 'search'] });
  expect(story.storm.storm?.cause.kind).toBe('surge');
  for (let n = 0; n < count; n += 1) story.tell(from + after + n * 100, resolve(keyOf(n)));
  return story;
}

describe('a member that shares no cause with its storm', () => {
  it('holds it open no more when it is silent and all others have ended by a word of somebody', () => {
    const story = resolved(5, 5 * minute);
    expect(story.storm.status).toBe('resolved');
    expect(story.of(keyOf(5)).status).toBe('resolved');
  });

  it('holds it open while it speaks', () => {
    expect(resolved(5, minute).storm.status).toBe('open');
  });

  it('holds it open together with others: half of an outage that was resolved is not its end', () => {
    expect(resolved(4, 5 * minute).storm.status).toBe('open');
  });

  it('opens an incident of its own when it fires again', () => {
    const story = resolved(5, 5 * minute);
    const storm = story.storm.id;
    story.tell(200 * minute, alert({ issueKey: keyOf(5), service: 'search' }));
    expect(story.of(keyOf(5))).toMatchObject({ status: 'open', parent: null });
    expect(story.of(keyOf(5)).id).not.toBe(storm);
  });
});

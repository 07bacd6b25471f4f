import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../src/domain/alert.ts';
import { alert, start } from '../../make.ts';
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

  it('holds it open for two minutes of silence after that, and no longer', () => {
    const story = resolved(5, minute);
    const { lastAlertAt } = story.of(keyOf(5));
    story.tick(lastAlertAt - start + 2 * minute - 1_000);
    expect(story.storm.status).toBe('open');
    story.tick(lastAlertAt - start + 2 * minute + 1_000);
    expect(story.storm.status).toBe('resolved');
  });

  it('is none the less for being the oldest, by which an unnamed storm is known', () => {
    const story = new Story();
    const from = twoQuietHours(story);
    wave(story, from, { issues: 6, services: ['cart', 'login', 'search'] });
    const root = story.storm.id;
    const eldest = [0, 1, 2, 3, 4, 5].find((n) => story.of(keyOf(n)).id === root);
    for (let n = 0; n < 6; n += 1)
      if (n !== eldest) story.tell(from + 5 * minute + n * 100, resolve(keyOf(n)));
    story.tick(from + 8 * minute);
    expect(story.storm.status).toBe('resolved');
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

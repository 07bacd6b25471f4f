import { describe, expect, it } from 'vitest';
import type { Alert } from '../../src/domain/alert.ts';
import { alert } from '../make.ts';
import { minute, redisStorm, Story } from './story.ts';

const stranger = (change: Partial<Alert> = {}): Alert =>
  alert({
    issueKey: 'sentry:acme/stranger',
    service: 'cart',
    title: 'LedgerError: the ledger is torn',
    message: 'the ledger is torn',
    type: 'LedgerError',
    exceptions: [{ type: 'LedgerError', value: 'the ledger is torn', module: null }],
    ...change,
  });

/** A stranger that becomes loud in a struck service, at 20 s: the storm's guest. */
function guestIn(story: Story): string {
  for (const n of [0, 1, 2]) story.tell(20_000 + n * 500, stranger({ eventId: `g${n}` }));
  return story.of('sentry:acme/stranger').id;
}

const resolve = (issueKey: string): Alert =>
  alert({ issueKey, status: 'resolved', resource: 'issue.resolved' });

describe("what meets a paging rule by itself is nobody's guest", () => {
  it('a fatal in a struck service, amid the storm, has its own page', () => {
    const story = new Story();
    redisStorm(story);
    story.tell(20_000, stranger({ level: 'fatal', severity: 'critical' }));
    expect(story.roots).toHaveLength(2);
    expect(story.pages().filter((one) => one.endsWith(':triggered'))).toHaveLength(2);
  });

  it('a guest that turns fatal leaves the storm and pages', () => {
    const story = new Story();
    redisStorm(story);
    const incident = guestIn(story);
    expect(story.state.incidents.get(incident)?.adoption).toMatchObject({ soft: true });
    story.tell(25_000, stranger({ level: 'fatal', severity: 'critical', eventId: 'f' }));
    expect(story.state.incidents.get(incident)).toMatchObject({ parent: null, adoption: null });
    expect(story.page(incident, 1)).toMatchObject({ state: 'triggered' });
  });

  it('a fatal that names the dead dependency belongs to the storm all the same', () => {
    const story = new Story();
    redisStorm(story);
    const value = 'connect ECONNREFUSED cache-main.internal:6379';
    const fatal = {
      level: 'fatal',
      message: value,
      exceptions: [{ type: 'RedisError', value, module: null }],
    };
    story.tell(20_000, stranger({ ...fatal }));
    expect(story.roots).toHaveLength(1);
  });

  it('a guest holds no storm open: firing after the firm members are over, it stands alone', () => {
    const story = new Story();
    redisStorm(story);
    const incident = guestIn(story);
    for (const service of ['cart', 'login', 'search'])
      for (const n of [1, 2]) story.tell(5 * minute, resolve(`sentry:acme/${service}-${n}`));
    expect(story.storm.status).toBe('resolved');
    const again = story.tell(6 * minute, stranger({ eventId: 'again' })) as { incident: string };
    expect(again.incident).not.toBe(incident);
    expect(story.state.incidents.get(again.incident)).toMatchObject({
      status: 'open',
      parent: null,
      previous: incident,
    });
  });
});

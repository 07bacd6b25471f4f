import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../src/domain/alert.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import { alert, policy } from '../../make.ts';
import { minute, Story } from '../story.ts';

const older: Policy = { ...policy, storm: { ...policy.storm, namesApart: false } };

/** What a client that all share says of whatever it cannot reach; a Sentry issue of its own each. */
function dial(n: number, host: string, change: Partial<Alert> = {}): Alert {
  const value = `dial tcp ${host}: connect: connection refused`;
  return alert({
    issueKey: `sentry:acme/dial-${n}`,
    service: 'gateway',
    title: `OpError: ${value}`,
    type: 'OpError',
    message: value,
    exceptions: [{ type: 'OpError', value, module: null }],
    frame: { function: 'call', filename: 'client/client.go', module: 'client', line: 7 },
    eventId: `dial-${n}`,
    ...change,
  });
}

const fatal = { level: 'fatal' } as const;
const orders = 'pg-orders.internal:5432';
const users = 'pg-users.internal:5432';

/** Ids of the incidents of these issues. */
function homes(story: Story, ...issues: readonly number[]): readonly string[] {
  return issues.map((n) => story.of(`sentry:acme/dial-${n}`).id);
}

describe('a new issue in the words of an open incident', () => {
  it('is trouble of its own where it names another thing that failed, and wakes somebody', () => {
    const story = new Story();
    story.tell(0, dial(1, 'redis-7.internal:6379', fatal));
    story.operator(minute, 'acknowledge', 'inc-1');
    story.tell(3 * minute, dial(2, 'kafka-1.internal:9092', fatal));
    const [redis, kafka] = homes(story, 1, 2);
    expect(kafka).not.toBe(redis);
    expect(story.pages()).toEqual([`${redis}:1:acknowledged`, `${kafka}:1:triggered`]);
  });

  it('joins those of the thing that it names', () => {
    const story = new Story();
    for (const [n, host] of [orders, users, orders, users].entries()) story.tell(n * 1_000, dial(n, host));
    const [first, second, third, fourth] = homes(story, 0, 1, 2, 3);
    expect(second).not.toBe(first);
    expect([third, fourth]).toEqual([first, second]);
  });

  it.each([
    ['names the same', 'redis-7.internal:6379'],
    ['names one that differs by its number alone', 'redis-8.internal:6379'],
    ['names an address alone', '10.1.2.3:6379'],
  ])('joins it where it %s', (_, host) => {
    const story = new Story();
    story.tell(0, dial(1, 'redis-7.internal:6379'));
    story.tell(minute, dial(2, host));
    expect(story.of('sentry:acme/dial-2').id).toBe('inc-1');
  });

  it('joins it whatever it names under the rules of an older relay', () => {
    const story = new Story(older);
    story.tell(0, dial(1, 'redis-7.internal:6379'));
    story.tell(minute, dial(2, 'kafka-1.internal:9092'));
    expect(story.of('sentry:acme/dial-2').id).toBe('inc-1');
  });

  it('is an outage of its own beside one of which somebody has another database in hand', () => {
    const story = new Story();
    const fail = (at: number, host: string, of: string): void => {
      for (const service of ['cart', 'login', 'search', 'mail'])
        for (const again of [0, 1])
          story.tell(
            at + again * 2_000,
            dial(1, host, {
              issueKey: `sentry:acme/${service}-${of}`,
              service,
              project: service,
              eventId: `${service}-${of}-${again}`,
            }),
          );
    };
    fail(0, orders, 'orders');
    story.operator(minute, 'acknowledge', story.storm.id);
    fail(3 * minute, users, 'users');
    const pages = story.pages();
    expect(pages).toHaveLength(2);
    expect(pages[1]).toMatch(/:1:triggered$/);
  });
});

describe('a new issue that joins an incident', () => {
  const rings = (quiet: number, of: Policy = policy): Story => {
    const story = new Story(of);
    story.tell(0, dial(1, orders, fatal));
    story.operator(minute, 'acknowledge', 'inc-1');
    story.tell(quiet, dial(2, orders, fatal));
    return story;
  };

  it('wakes somebody anew where the incident was quiet for hours, as what is known of it would', () => {
    const story = rings(3 * 60 * minute);
    expect(story.pages()).toEqual(['inc-1:1:acknowledged', 'inc-1:2:triggered']);
    expect(story.page('inc-1', 2)?.woken).toContain('after 3 h of quiet');
  });

  it('triggers its page again after a shorter quiet', () => {
    expect(rings(20 * minute).told('inc-1')).toContainEqual(
      expect.stringContaining('again after 20 min of quiet'),
    );
  });

  it('is one more of the same while the incident goes on', () => {
    expect(rings(5 * minute).pages()).toEqual(['inc-1:1:acknowledged']);
    expect(
      rings(5 * minute)
        .told('inc-1')
        .join(' '),
    ).not.toContain('of quiet');
  });

  it('wakes nobody under the rules of an older relay', () => {
    expect(rings(3 * 60 * minute, older).pages()).toEqual(['inc-1:1:acknowledged']);
  });
});

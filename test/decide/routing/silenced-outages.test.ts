import { describe, expect, it } from 'vitest';
import { chat, redisAlert } from '../../make.ts';
import { minute, redisStorm, Story } from '../../correlate/story.ts';
import { pay, route, routed, toPayments, wanted } from './routed-story.ts';
import { silence } from './silence-story.ts';

const key = 'sentry:acme/1';
const hour = 60 * minute;

const lunch = { intervals: { lunch: [{ times: [{ from: 8 * 60 + 30, to: 12 * 60 }], location: 'UTC' }] } };
const notAtLunch = route('payments', ['service=~"pay.*"'], { muteTimeIntervals: ['lunch'] });

describe('an outage', () => {
  it('of which all is silenced is kept from everybody, and shown as one when the silence ends', () => {
    const story = new Story();
    silence(story, 0, ['cause=~".*"']);
    redisStorm(story, 1_000);
    expect([...story.wanted.values()]).toEqual([]);
    expect(story.incidents.every(({ alerts }) => alerts === 0)).toBe(true);
    story.tick(hour);
    const { id } = story.storm;
    expect(story.liveMessage(id)).toMatchObject({ state: 'open', services: [{}, {}, {}] });
    expect(story.pages()).toEqual([`${id}:1:triggered`]);
  });

  it('of which one part is not silenced is told, and wakes somebody', () => {
    const story = new Story();
    silence(story, 0, ['service=~"cart|login"']);
    redisStorm(story, 1_000);
    const { id } = story.storm;
    expect(story.liveMessage(id)).not.toHaveProperty('mute');
    expect(story.pages()).toEqual([`${id}:1:triggered`]);
    const counted = story.incidents.reduce((sum, { alerts }) => sum + alerts, 0);
    expect(story.liveMessage(id).alerts).toBe(counted);
    expect(counted).toBeGreaterThan(0);
  });

  it('that is under way is silenced once a silence covers every part of it', () => {
    const story = new Story();
    redisStorm(story, 0);
    const { id } = story.storm;
    silence(story, 10_000, ['service=~".*"']);
    redisStorm(story, 20_000, 'later');
    expect(story.liveMessage(id)).toMatchObject({ mute: { by: 'Ada' }, alerts: 12 });
    story.tick(10_000 + hour);
    expect(story.liveMessage(id)).not.toHaveProperty('mute');
  });

  it('takes up what was told before, and is told with it', () => {
    const story = new Story();
    story.tell(0, redisAlert('early', 1));
    silence(story, 500, ['service=~"cart|login|search"']);
    redisStorm(story, 1_000);
    const { id } = story.storm;
    const counted = story.incidents.reduce((sum, { alerts }) => sum + alerts, 0);
    expect(story.liveMessage(id).alerts).toBe(counted);
  });

  it.each([
    ['silence', () => new Story(), (story: Story) => silence(story, 30 * minute, ['service=~"pay.*"'])],
    ['time interval', () => routed([notAtLunch], lunch), () => undefined],
  ])('is told where what was told becomes part of what nobody is told of, by a %s', (_, begin, quiet) => {
    const story = begin();
    story.tell(0, pay({ level: 'error', eventId: 'a0' }));
    quiet(story);
    story.tell(31 * minute, pay({ level: 'error', eventId: 'a1' }));
    const other = { issueKey: 'sentry:acme/2', title: 'Other', type: 'Other', message: 'm', exceptions: [] };
    expect(story.tell(32 * minute, pay({ level: 'error', eventId: 'b', ...other })).kind).toBe('suppressed');
    const [told, untold] = [story.of(key).id, story.of('sentry:acme/2').id];
    const rows = (): unknown[] =>
      [...story.wanted.values()].filter(
        ({ incident, surface }) => incident === untold && surface === 'message',
      );
    expect(rows()).toEqual([]);
    story.merge(33 * minute, told, untold);
    expect(rows()).toMatchObject([{ alerts: 2 }]);
  });

  it('that is split leaves nothing counted that nobody shows', () => {
    const story = new Story();
    silence(story, 0, ['service="cart"']);
    redisStorm(story, 1_000);
    redisStorm(story, 5_000, 'more');
    for (const { id, parent } of story.incidents) if (parent !== null) story.split(10_000, id);
    for (const { id, alerts } of story.roots)
      if (alerts > 0) expect(story.liveMessage(id).alerts).toBe(alerts);
      else expect(story.message(id, chat.id) === undefined || story.liveMessage(id).alerts === 0).toBe(true);
  });
});

describe('where there are routes', () => {
  it('each receiver hears why nobody is woken, and is woken when the silence ends', () => {
    const story = routed([toPayments]);
    silence(story, 0, ['service="pay-api"']);
    story.tell(1_000, pay());
    expect(wanted(story)).toEqual([]);
    const { id } = story.of(key);
    expect(story.state.incidents.get(id)?.desks?.['payments']).toMatchObject({
      unpaged: { reason: { code: 'not-paged-silenced', by: 'Ada' } },
      met: { code: 'page-level', level: 'fatal' },
    });
    story.tick(hour);
    expect(wanted(story)).toEqual(['pagerduty/pay page 1 triggered', 'slack/C0PAY message open']);
  });

  it('nobody is escalated to while it is silenced', () => {
    const escalate = { unacknowledgedForMs: 10 * minute, to: 'managers' };
    const story = routed([route('payments', ['service=~"pay.*"'], { escalate })]);
    story.tell(0, pay());
    silence(story, 1_000, ['service="pay-api"']);
    story.tell(2_000, pay({ eventId: 'e2' }));
    story.tick(20 * minute);
    expect(wanted(story)).not.toContain('pagerduty/chiefs page 1 triggered');
    story.tick(1_000 + hour);
    expect(wanted(story)).toContain('pagerduty/chiefs page 1 triggered');
  });

  it('an alert that all receivers wait for until an interval is over is suppressed, and says so', () => {
    const nights = { intervals: { always: [{}] } };
    const story = routed(
      [route('payments', ['service=~"pay.*"'], { muteTimeIntervals: ['always'] })],
      nights,
    );
    expect(story.tell(0, pay()).decision).toEqual({
      code: 'suppressed-by-interval',
      incident: story.of(key).id,
      interval: 'always',
    });
    expect(story.of(key).alerts).toBe(0);
  });
});

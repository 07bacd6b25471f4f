import { press } from '../../correlate/presses/press.ts';
import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../src/domain/alert.ts';
import { policyDelivery, readPolicy } from '../../../src/ingest/policy-entry.ts';
import { applyRun } from '../../../src/pipeline/apply-inbox.ts';
import { itemsToTell, renderThread } from '../../../src/integrations/slack/render/render-thread.ts';
import { alert, entry, redisAlert, start } from '../../make.ts';
import { minute, redisStorm } from '../../correlate/story.ts';
import {
  allChat,
  everyone,
  named,
  pay,
  payChat,
  payPager,
  route,
  routed,
  toPayments,
  wanted,
} from './routed-story.ts';

describe('who is told', () => {
  it('is whoever the routes name, and nobody else', () => {
    const story = routed([toPayments]);
    story.tell(0, pay());
    expect(wanted(story)).toEqual(['pagerduty/pay page 1 triggered', 'slack/C0PAY message open']);
    story.tell(
      1_000,
      alert({ service: 'cart', issueKey: 'sentry:acme/2', message: 'odd', title: 'odd', type: 'Odd' }),
    );
    expect(wanted(story)).toContain('slack/C0ALL message open');
    expect(story.told(story.of('sentry:acme/1').id)).toContain('Told to payments, by route 0.');
  });

  it('is kept by an incident that is open, whatever a newer policy says', () => {
    const story = routed([toPayments]);
    story.tell(0, pay());
    const anew = routed([route('web', ['service=~"pay.*"'])]).state.meta.policy;
    story.tell(1_000, policyDelivery(anew, 'p').body, { source: 'policy' });
    story.tell(2_000, pay({ eventId: 'e2' }));
    const { routed: told } = story.of('sentry:acme/1');
    expect(told?.map(({ receiver }) => receiver)).toEqual(['payments', 'web']);
  });

  it('of a storm is whoever is told of one of its members', () => {
    const story = routed([route('payments', ['service="login"'])]);
    redisStorm(story);
    const { routed: told } = story.storm;
    expect(new Set(told?.map(({ receiver }) => receiver))).toEqual(new Set(['everyone', 'payments']));
    expect(wanted(story)).toContain('pagerduty/pay page 1 triggered');
  });

  it('says why nobody is woken for a storm where the routes name nobody who can be', () => {
    const story = routed([]);
    redisStorm(story);
    const message = story.message(story.storm.id, allChat.id);
    expect(message).toMatchObject({ page: null, notPaged: 'it is routed to nobody who can be woken' });
  });

  it('survives its way through the inbox', () => {
    const { policy: of } = routed([toPayments, route('web', ['users>=3'], { holdMs: 5 })], {
      intervals: { nights: [{ times: [{ from: 0, to: 360 }], location: 'Europe/Berlin' }] },
    }).state.meta;
    expect(readPolicy(policyDelivery(of, 'p').body)).toEqual(of);
  });
});

describe('who is woken', () => {
  it('is decided at each desk by its own rules', () => {
    const story = routed([
      route('payments', ['service=~"pay.*"'], { continue: true }),
      route('web', ['service=~"pay.*"']),
    ]);
    story.tell(0, pay({ userHash: 'a' }));
    expect(wanted(story).filter((row) => row.includes('page'))).toEqual(['pagerduty/pay page 1 triggered']);
    story.tell(1_000, pay({ eventId: 'e2', userHash: 'b' }));
    story.tell(2_000, pay({ eventId: 'e3', userHash: 'c' }));
    expect(wanted(story)).toContain('pagerduty/web page 1 triggered');
    const page = story.wanted.get(`${story.of('sentry:acme/1').id}/pagerduty/web/page/1`)?.projection;
    expect(page).toMatchObject({ receiver: 'web', woken: 'At least 3 users are affected.' });
  });

  it('is named in the thread of its own channel, where somebody is to be', () => {
    const story = routed([toPayments], {
      receivers: [named('payments', [payChat, payPager], { mentionOnPage: 'S0ONCALL' }), everyone],
    });
    story.tell(0, pay());
    const thread = story.wanted.get(`${story.of('sentry:acme/1').id}/${payChat.id}/thread`)?.projection;
    expect(thread).toMatchObject({
      items: [{ text: 'Paging payments, because its level is fatal.', mention: 'S0ONCALL', channel: false }],
    });
    if (thread?.surface !== 'thread') throw new Error('There is no thread.');
    const told = itemsToTell(thread, 0);
    const { text, blocks } = renderThread(told!, { now: start, plain: false });
    expect(JSON.stringify(blocks)).toContain(
      'Paging payments, because its level is fatal. <!subteam^S0ONCALL>',
    );
    expect(text).not.toContain('<!');
  });

  it('goes on at one desk when another has it in hand', () => {
    const both = [
      route('payments', ['service=~"pay.*"'], { continue: true }),
      route('managers', ['service=~"pay.*"']),
    ];
    const story = routed(both);
    story.tell(0, pay());
    const { id } = story.of('sentry:acme/1');
    expect(wanted(story).filter((row) => row.includes('page'))).toEqual([
      'pagerduty/chiefs page 1 triggered',
      'pagerduty/pay page 1 triggered',
    ]);
    story.operator(2_000, 'acknowledge', id);
    expect(wanted(story).filter((row) => row.includes('page'))).toEqual([
      'pagerduty/chiefs page 1 acknowledged',
      'pagerduty/pay page 1 acknowledged',
    ]);
    press(story, 2_500, `acknowledge ${id}`, 'bo');
    const { desks, ...own } = story.of('sentry:acme/1');
    for (const desk of [own, ...Object.values(desks ?? {})]) {
      expect(desk).toMatchObject({
        acknowledgedBy: 'Ada',
        alsoAcknowledged: [{ by: 'bo', at: start + 2_500 }],
      });
    }
    story.operator(3_000, 'resolve', id);
    expect(wanted(story).filter((row) => row.includes('resolved'))).toHaveLength(3);
  });

  it('counts the pages that are too many for each receiver by itself', () => {
    const story = routed([toPayments, route('managers', ['service="vault"'])]);
    for (let n = 0; n < 7; n += 1)
      story.tell(
        n * 100,
        pay({ issueKey: `sentry:acme/p${n}`, title: `Kaputt${n}`, type: `Kaputt${n}`, message: `m${n}` }),
      );
    story.tell(
      1_000,
      pay({ service: 'vault', issueKey: 'sentry:acme/v', title: 'Vault', type: 'Vault', message: 'v' }),
    );
    const collector = story.incidents.find(({ kind }) => kind === 'collector');
    expect(collector?.routed?.map(({ receiver }) => receiver)).toEqual(['payments']);
    expect(wanted(story).filter((row) => row === 'pagerduty/chiefs page 1 triggered')).toHaveLength(1);
    expect(wanted(story).filter((row) => row.startsWith('pagerduty/pay page 1'))).toHaveLength(6);
  });

  it('is another one when nobody answers for long enough, once', () => {
    const story = routed([
      route('payments', ['service=~"pay.*"'], {
        escalate: { unacknowledgedForMs: 10 * minute, to: 'managers' },
      }),
    ]);
    story.tell(0, pay());
    const { id } = story.of('sentry:acme/1');
    story.answered(1_000, id, { state: 'taken' }, { receiver: payPager.id, desk: 'payments' });
    story.tick(9 * minute);
    expect(wanted(story)).not.toContain('pagerduty/chiefs page 1 triggered');
    story.tick(10 * minute);
    story.tick(25 * minute);
    expect(wanted(story).filter((row) => row.includes('chiefs'))).toEqual([
      'pagerduty/chiefs page 1 triggered',
    ]);
    expect(story.told(id)).toContain('Paging managers, because nobody of payments has answered for 10 min.');

    const answered = routed([
      route('payments', ['service=~"pay.*"'], {
        escalate: { unacknowledgedForMs: 10 * minute, to: 'managers' },
      }),
    ]);
    answered.tell(0, pay());
    const mine = answered.of('sentry:acme/1').id;
    answered.answered(1_000, mine, { state: 'taken' }, { receiver: payPager.id, desk: 'payments' });
    answered.operator(9 * minute, 'acknowledge', mine);
    answered.tick(30 * minute);
    expect(wanted(answered).filter((row) => row.includes('chiefs'))).toEqual([]);
  });

  it('is the same one again and again where its route says so', () => {
    const story = routed([
      route('payments', ['service=~"pay.*"'], {
        escalate: { unacknowledgedForMs: 10 * minute, to: 'payments' },
      }),
    ]);
    story.tell(0, pay());
    story.tick(10 * minute);
    story.tick(20 * minute);
    expect(wanted(story).filter((row) => row.includes('triggered'))).toEqual([
      'pagerduty/pay page 3 triggered',
    ]);
  });

  it('is nobody for what heals by itself while its route holds it, storms and fatal errors apart', () => {
    const held = [route('managers', ['service=~"pay.*"'], { holdMs: 2 * minute })];
    const outage = (change: Partial<Alert> = {}): Alert =>
      pay({ level: 'error', category: 'outage', ...change });
    const healed = routed(held);
    healed.tell(0, outage());
    healed.tell(minute, outage({ status: 'resolved' }));
    healed.tick(5 * minute);
    expect(wanted(healed).filter((row) => row.includes('page'))).toEqual([]);

    const stayed = routed(held);
    stayed.tell(0, outage());
    const { id } = stayed.of('sentry:acme/1');
    expect(stayed.told(id)).toContain('Not paged: it may heal by itself within 2 min.');
    stayed.tick(2 * minute);
    expect(wanted(stayed)).toContain('pagerduty/chiefs page 1 triggered');

    const fatal = routed(held);
    fatal.tell(0, pay());
    expect(wanted(fatal)).toContain('pagerduty/chiefs page 1 triggered');
  });

  it('is nobody while an interval mutes the route, and whoever it is when that is over and it still goes on', () => {
    const from = Math.floor((start % (24 * 60 * minute)) / minute);
    const quiet = { quiet: [{ times: [{ from: from - 1, to: from + 30 }] }] };
    const muted = [route('payments', ['service=~"pay.*"'], { muteTimeIntervals: ['quiet'] })];
    const story = routed(muted, { intervals: quiet });
    story.tell(0, pay());
    const { id } = story.of('sentry:acme/1');
    expect(wanted(story)).toEqual([]);
    expect(story.told(id)).toContain(
      'Told to payments, by route 0, but not before the time interval quiet lets it.',
    );
    story.tick(29 * minute);
    expect(wanted(story)).toEqual([]);
    story.tick(31 * minute);
    expect(wanted(story)).toEqual(['pagerduty/pay page 1 triggered', 'slack/C0PAY message open']);

    const night = { quiet: [{ times: [{ from: from - 1, to: from + 8 * 60 }] }] };
    const long = routed(muted, { intervals: night });
    long.tell(0, pay());
    long.tick(8 * 60 * minute + minute);
    // It is shown, and nobody gets up for what stopped in the night.
    expect(wanted(long)).toEqual(['slack/C0PAY message open']);
    expect(long.told(long.of('sentry:acme/1').id).at(-1)).toMatch(/^Not paged: it had been quiet since/);
    long.tell(9 * 60 * minute, pay({ eventId: 'e'.repeat(32) }));
    expect(wanted(long)).toEqual(['pagerduty/pay page 1 triggered', 'slack/C0PAY message open']);

    const over = routed(muted, { intervals: quiet });
    over.tell(0, pay());
    over.tell(minute, pay({ status: 'resolved' }));
    over.tick(40 * minute);
    expect(wanted(over)).toEqual([]);
  });

  it('is whoever can be when a person asks for somebody and the routes name nobody', () => {
    const story = routed([]);
    story.tell(0, redisAlert('cart', 1));
    const { id } = story.of(redisAlert('cart', 1).issueKey);
    const asked = entry(900, start + 1_000, '{}', { source: 'slack', kind: 'press' });
    const command = { action: 'page', incident: id, who: 'Ada' } as const;
    for (const row of applyRun(story.state, [asked], () => ({ kind: 'command', command })).wanted)
      story.wanted.set(row.id, row);
    expect(wanted(story).filter((row) => row.includes('page'))).toEqual([
      'pagerduty/chiefs page 1 triggered',
      'pagerduty/pay page 1 triggered',
      'pagerduty/web page 1 triggered',
    ]);
  });
});

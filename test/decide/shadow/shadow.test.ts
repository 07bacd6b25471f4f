import { describe, expect, it } from 'vitest';
import { policyDelivery } from '../../../src/ingest/policy-entry.ts';
import { alert } from '../../make.ts';
import { minute, redisStorm, type Story } from '../../correlate/story.ts';
import { everyone, named, pay, route, toPayments, wanted } from '../routing/routed-story.ts';
import { ghost, payments, realGhost, shadowed, wouldHave } from './shadow-story.ts';

const toGhost = route('ghost', ['service=~"pay.*"']);

function only(story: Story) {
  const [root] = story.roots;
  if (root === undefined) throw new Error('There is no incident.');
  return root;
}

describe('a receiver in the shadow', () => {
  it('records whom it would have woken and told, and sends nothing', () => {
    const story = shadowed([toGhost]);
    story.tell(0, pay());
    story.tick(minute);
    expect(wouldHave(only(story))).toEqual(['ghost message', 'ghost page 1 page-level']);
    expect(only(story).shadow?.sends[1]).toMatchObject({
      at: only(story).openedAt,
      to: ['pagerduty/ghost'],
      severity: 'error',
      services: ['pay-api'],
    });
    // Its route takes nothing from whoever is real.
    expect(wanted(story)).toEqual(['slack/C0ALL message open']);
    expect(story.told(only(story).id).join(' ')).not.toMatch(/ghost/);
  });

  it('takes nothing from the routes behind it, and everything where nobody else is told', () => {
    const beside = shadowed([toGhost, toPayments]);
    beside.tell(0, pay());
    expect(wanted(beside)).toEqual(['pagerduty/pay page 1 triggered', 'slack/C0PAY message open']);

    const alone = shadowed([toGhost]);
    const { routing } = alone.state.meta.policy;
    if (routing === undefined) throw new Error('There are no routes.');
    const root = { ...routing.route, receiver: 'ghost', routes: [] };
    const policy = { ...alone.state.meta.policy, routing: { ...routing, route: root } };
    alone.tell(0, policyDelivery(policy, 'p').body, { source: 'policy', kind: 'policy', verifiedBy: 'self' });
    expect(alone.tell(1_000, pay())).toMatchObject({
      kind: 'suppressed',
      decision: { code: 'suppressed-by-shadow', receiver: 'ghost' },
    });
    expect(wanted(alone)).toEqual([]);
    expect(wouldHave(only(alone))).toEqual(['ghost message', 'ghost page 1 page-level']);
  });

  it('has lives of a page, and keeps still while somebody has it in hand', () => {
    const story = shadowed([route('ghost', [])]);
    const error = (service: string, n: number): void => {
      story.tell(
        n * minute,
        alert({ service, project: service, level: 'fatal', issueKey: 'sentry:acme/1', eventId: `e${n}` }),
      );
    };
    error('checkout', 0);
    story.operator(minute, 'acknowledge', only(story).id);
    expect(only(story).shadow?.desks['ghost']).toMatchObject({ acknowledgedBy: 'Ada' });
    error('checkout', 2);
    expect(wouldHave(only(story))).toEqual(['ghost message', 'ghost page 1 page-level']);
    error('checkout', 125);
    expect(wouldHave(only(story)).slice(2)).toEqual(['ghost page 2 page-after-quiet']);
  });

  it('would wake once for many incidents at once, as the cap of a real one does', () => {
    const story = shadowed([route('ghost', [])]);
    for (let n = 0; n < 9; n++) {
      const words = ['apple', 'brick', 'cloud', 'dream', 'eagle', 'flute', 'grape', 'house', 'ivory'];
      story.tell(
        n * 8_000,
        alert({
          service: `s-${words[n]}`,
          level: 'fatal',
          issueKey: `sentry:acme/${n}`,
          eventId: `e${n}`,
          message: `${words[n]} is broken in its own way`,
          title: `Error: ${words[n]} is broken in its own way`,
        }),
      );
    }
    const pages = story.incidents.flatMap(wouldHave).filter((line) => line.includes('page'));
    expect(pages.filter((line) => !line.endsWith('joined'))).toHaveLength(5);
    expect(pages.filter((line) => line.endsWith('joined'))).toHaveLength(4);
    const joined = story.incidents.flatMap(({ shadow }) =>
      (shadow?.sends ?? []).flatMap((send) =>
        send.what === 'page' && send.joined !== null ? [send.joined] : [],
      ),
    );
    expect(new Set(joined).size).toBe(1);
    expect(story.incidents.every(({ kind }) => kind === 'alerts')).toBe(true);
  });

  it('would be woken by a storm, and when another does not answer', () => {
    const storm = shadowed([route('ghost', [])]);
    redisStorm(storm);
    expect(wouldHave(storm.storm).at(-1)).toBe('ghost page 1 page-storm');

    const escalate = { unacknowledgedForMs: 10 * minute, to: 'ghost' };
    const story = shadowed([route('payments', ['service=~"pay.*"'], { escalate })]);
    story.tell(0, pay());
    story.tick(11 * minute);
    expect(wouldHave(only(story))).toEqual(['ghost page 1 page-unanswered']);
    expect(wanted(story)).not.toContain(expect.stringContaining('ghost'));
  });

  it('that becomes real sends nothing that it had recorded, and is woken by the next alert that meets a rule', () => {
    const story = shadowed([toGhost]);
    story.tell(0, pay({ eventId: 'a' }));
    story.tell(
      minute,
      pay({
        eventId: 'b',
        issueKey: 'sentry:acme/9',
        service: 'pay-web',
        project: 'pay-web',
        message: 'another one entirely',
        title: 'Another',
      }),
    );
    const [first, second] = story.roots;
    if (first === undefined || second === undefined) throw new Error('There are too few incidents.');
    story.operator(2 * minute, 'acknowledge', second.id);
    become(story, 3 * minute, false);
    story.tick(4 * minute);
    expect(wanted(story).filter((line) => /ghost|GHOST/.test(line))).toEqual([]);

    story.tell(5 * minute, pay({ eventId: 'c' }));
    // What somebody has in hand wakes nobody.
    story.tell(
      6 * minute,
      pay({
        eventId: 'd',
        issueKey: 'sentry:acme/9',
        service: 'pay-web',
        project: 'pay-web',
        message: 'another one entirely',
        title: 'Another',
      }),
    );
    expect(wanted(story).filter((line) => /ghost|GHOST/.test(line))).toEqual([
      'pagerduty/ghost page 1 triggered',
      'slack/C0GHOST message acknowledged',
      'slack/C0GHOST message open',
    ]);
    expect(story.wanted.get(`${first.id}/pagerduty/ghost/page/1`)).toBeDefined();
  });
});

/** The team steps out of the shadow, or into it. */
function become(story: Story, at: number, shadow: boolean): void {
  const { shadows = [], ...policy } = story.state.meta.policy;
  const receivers = [payments, everyone, { ...ghost, shadow }, named('nobody', [])];
  if (policy.routing === undefined) throw new Error('There are no routes.');
  const next = {
    ...policy,
    receivers: shadow ? policy.receivers : [...policy.receivers, ...realGhost],
    routing: { ...policy.routing, receivers },
    ...(shadow && { shadows }),
  };
  story.tell(at, policyDelivery(next, `p${at}`).body, {
    source: 'policy',
    kind: 'policy',
    verifiedBy: 'self',
  });
}

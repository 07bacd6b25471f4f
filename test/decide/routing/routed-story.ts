import type { Alert } from '../../../src/domain/alert.ts';
import type { Policy, Receiver } from '../../../src/domain/policy.ts';
import { isProblem, parseMatcher, type Matcher } from '../../../src/domain/routing/matcher.ts';
import type { NamedReceiver, Route, Routing } from '../../../src/domain/routing/route.ts';
import { alert, policy } from '../../make.ts';
import { Story } from '../../correlate/story.ts';

const surface = (kind: Receiver['kind'], name: string): Receiver => ({
  id: `${kind === 'chat' ? 'slack' : 'pagerduty'}/${name}`,
  kind,
  lane: name,
  credential: kind === 'chat' ? 'slack' : name,
});

export const payChat = surface('chat', 'C0PAY');
export const allChat = surface('chat', 'C0ALL');
export const payPager = surface('pager', 'pay');
const webPager = surface('pager', 'web');
const chiefs = surface('pager', 'chiefs');

export const named = (
  name: string,
  surfaces: readonly Receiver[],
  more: Partial<NamedReceiver> = {},
): NamedReceiver => ({
  name,
  surfaces: surfaces.map(({ id }) => id),
  pageWhen: null,
  mentionOnPage: null,
  shadow: false,
  ...more,
});

const payments = named('payments', [payChat, payPager]);
const web = named('web', [webPager], { pageWhen: [{ code: 'storm' }, { code: 'users', users: 3 }] });
const managers = named('managers', [chiefs]);
export const everyone = named('everyone', [allChat]);

export function route(receiver: string, matchers: readonly string[], more: Partial<Route> = {}): Route {
  return {
    receiver,
    matchers: matchers.map(parseMatcher).filter((matcher): matcher is Matcher => !isProblem(matcher)),
    continue: false,
    muteTimeIntervals: [],
    activeTimeIntervals: [],
    holdMs: 0,
    escalate: null,
    routes: [],
    ...more,
  };
}

/** Payments get what is theirs, the web team too what the checkout does, and everybody the rest. */
export function routed(
  routes: readonly Route[],
  more: Partial<Routing> = {},
  of: Partial<Policy> = {},
): Story {
  const routing: Routing = {
    receivers: [payments, web, managers, everyone],
    route: route('everyone', [], { routes }),
    intervals: {},
    ...more,
  };
  return new Story({ ...policy, receivers: [payChat, allChat, payPager, webPager, chiefs], ...of, routing });
}

export const pay = (change: Partial<Alert> = {}): Alert =>
  alert({ service: 'pay-api', level: 'fatal', ...change });
export const toPayments = route('payments', ['service=~"pay.*"']);

/** What is wanted of every surface, without what nobody sees. */
export function wanted(story: Story): readonly string[] {
  return [...story.wanted.values()]
    .filter(({ surface }) => surface !== 'thread')
    .map(({ receiver, projection }) => {
      if (projection.surface === 'page')
        return `${receiver} page ${projection.generation} ${projection.state}`;
      return `${receiver} ${projection.surface}${projection.surface === 'message' ? ` ${projection.state}` : ''}`;
    })
    .sort();
}

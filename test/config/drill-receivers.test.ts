import { describe, expect, it } from 'vitest';
import { compilePolicy } from '../../src/config/policy.ts';
import { loadSettings } from '../../src/config/load.ts';

const key = 'abcdef0123456789abcdef0123456789';
const testKey = '9876543210fedcba9876543210fedcba';
const base = { SENTRY_SIGNING_SECRETS: 'a-whole-client-secret-0001' };
const slack = { SLACK_BOT_TOKEN: 'xoxb-100200300-our-own-token', SLACK_CHANNEL: 'C0ABCDEFG,C0HIJKLMN' };
const pagerDuty = { PAGERDUTY_ROUTING_KEY: key };
const drills = { DRILL_SIGNING_SECRET: 'a-drill-secret-of-our-own' };
const testChannel = { SLACK_TEST_CHANNEL: 'C0DRILLS1' };
const testPager = { PAGERDUTY_TEST_ROUTING_KEY: testKey };

/** Receivers of the policy that an environment means, by their ids; a pager's says whether it is the real one. */
function receiversBy(...parts: readonly Readonly<Record<string, string>>[]): {
  real: readonly string[];
  drill: readonly string[];
} {
  const environment = Object.assign({}, base, ...parts) as Record<string, string>;
  const { receivers, drillReceivers } = compilePolicy(loadSettings(environment).settings);
  const real = receivers.map((receiver) => receiver.id);
  return { real, drill: drillReceivers.map(({ id }) => id) };
}

const pagerOf = (routingKey: string): string =>
  receiversBy({ PAGERDUTY_ROUTING_KEY: routingKey }).real[0] ?? '';

describe('where drills go', () => {
  it.each([
    ['nothing but drills is set up', [slack, pagerDuty, drills], ['slack/C0ABCDEFG']],
    ['they have a channel', [slack, pagerDuty, drills, testChannel], ['slack/C0DRILLS1']],
    ['they have a key', [slack, pagerDuty, drills, testPager], ['slack/C0ABCDEFG', pagerOf(testKey)]],
    [
      'they have both',
      [slack, pagerDuty, drills, testChannel, testPager],
      ['slack/C0DRILLS1', pagerOf(testKey)],
    ],
    ['their key is the real one', [pagerDuty, drills, { PAGERDUTY_TEST_ROUTING_KEY: key }], [pagerOf(key)]],
    [
      'their channel is a real one',
      [slack, drills, { SLACK_TEST_CHANNEL: 'C0HIJKLMN' }],
      ['slack/C0HIJKLMN'],
    ],
    ['only Slack is used', [slack, drills, testPager], ['slack/C0ABCDEFG', pagerOf(testKey)]],
    ['only PagerDuty is used, and no test key is set', [pagerDuty, drills], []],
    ['only PagerDuty is used, with a test key', [pagerDuty, drills, testPager], [pagerOf(testKey)]],
  ])('when %s', (_name, parts, expected) => {
    expect(receiversBy(...parts).drill).toEqual(expected);
  });

  it.each([
    ['nothing of them is set', [slack, pagerDuty]],
    ['only their receivers are', [slack, pagerDuty, testChannel, testPager]],
  ])('is nowhere when %s, because without a secret there are none', (_name, parts) => {
    expect(receiversBy(...parts).drill).toEqual([]);
  });

  it('changes nothing of where real alerts go', () => {
    const without = receiversBy(slack, pagerDuty).real;
    expect(receiversBy(slack, pagerDuty, drills, testChannel, testPager).real).toEqual(without);
    expect(without).toEqual(['slack/C0ABCDEFG', 'slack/C0HIJKLMN', pagerOf(key)]);
  });

  it('is paid out of the budget of the same token, and of the test key’s own', () => {
    const environment = { ...base, ...slack, ...pagerDuty, ...drills, ...testChannel, ...testPager };
    const { receivers, drillReceivers } = compilePolicy(loadSettings(environment).settings);
    const [chat, pager] = drillReceivers;
    expect(chat).toMatchObject({
      kind: 'chat',
      lane: 'slack:C0DRILLS1',
      credential: receivers[0]?.credential,
    });
    expect(receivers.map((receiver) => receiver.credential)).not.toContain(pager?.credential);
    expect(JSON.stringify(drillReceivers)).not.toMatch(new RegExp(`${testKey}|xoxb`));
  });
});

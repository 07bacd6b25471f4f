import { describe, expect, it } from 'vitest';
import { journey, until } from '../scene/journey.ts';
import { recordingProxy } from '../scene/recording-proxy.ts';
import { expectBalance, expectNoMessageTwice, expectNoSecondPage, pages, roots } from '../scene/seen.ts';
import { cacheIsGone, throwIt, troubles, unrelated } from '../scene/trouble.ts';

const seed = 1_344;
const speed = 10;

/** An answer that tells of success and not of what. */
function withoutTs(text: string): string {
  return JSON.stringify({ ...(JSON.parse(text) as object), ts: undefined });
}

describe('Slack takes a post and', () => {
  it.each([
    ['does not say under which ts', withoutTs],
    ['answers a byte at a time, without an end', () => null],
  ])('%s: it is found again, posted once, and kept current', async (_, odd) => {
    const of = await journey({ seed, speed });
    const { slack } = of.fakes.connection;
    const { origin } = new URL(slack.url);
    const proxy = await recordingProxy(origin);
    let odds = 0;
    proxy.change((path, text) => {
      if (!path.endsWith('/chat.postMessage') || (odds += 1) > 3) return text;
      return odd(text);
    });
    await of.start({ SLACK_API_URL: slack.url.replace(origin, proxy.url) });
    const make = troubles(of, seed);
    const services = ['invoices', 'coupons', 'profiles'];
    for (const [n, service] of services.entries())
      await throwIt(of.fakes, make(service, unrelated[n]!).event());
    await until('three odd answers', () => odds >= 3);
    await of.rest();
    expect(roots(of)).toHaveLength(3);
    expectNoMessageTwice(of);
    await expectBalance(of);
    expect(await of.api.deadLetters()).toEqual([]);
  });
});

describe('PagerDuty takes a page and', () => {
  it.each([
    ['a byte at a time, without an end', null],
    ['with nothing', ''],
    ['with more than anybody reads', 'x'.repeat(1_000_000)],
    ['as a gateway would', '{"status":"throttled","message":"later"}'],
    ['without the key that it took it under', '{"status":"success","message":"Event processed"}'],
  ])('answers %s: it rings once, and nothing waits behind it', async (_, odd) => {
    const of = await journey({ seed, speed });
    const proxy = await recordingProxy(of.fakes.connection.pagerduty.url);
    let odds = 0;
    proxy.change((path, text) => (path.endsWith('/enqueue') && (odds += 1) <= 3 ? odd : text));
    await of.start({ PAGERDUTY_EVENTS_URL: proxy.url });
    const make = troubles(of, seed);
    await Promise.all(
      ['basket', 'checkout', 'search', 'stock'].map((service) =>
        throwIt(of.fakes, make(service, cacheIsGone(service)).event()),
      ),
    );
    await until('a trigger after the odd answers', () => odds > 3 && pages(of).length > 0);
    await of.rest();
    expect(pages(of)).toHaveLength(1);
    expect(await of.api.deadLetters()).toEqual([]);
    expectNoSecondPage(of);
    await expectBalance(of);
  });
});

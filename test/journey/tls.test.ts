import { describe, expect, it } from 'vitest';
import { journey, until } from './scene/journey.ts';
import { secureLines, type Handshake } from './scene/secure-line.ts';
import { expectBalance, expectNoMessageTwice, expectNoSecondPage, pages, roots } from './scene/seen.ts';
import { cacheIsGone, throwIt, troubles } from './scene/trouble.ts';

const failures: readonly (readonly [string, Handshake, RegExp])[] = [
  ['show a certificate that nobody vouches for', 'stranger', /CERT_|UNABLE_TO_VERIFY|SELF_SIGNED/],
  ['reset each line in its handshake', 'reset', /ECONNRESET/],
];

describe('while Slack and PagerDuty', () => {
  it.each(failures)('%s, it is said and tried again, and nothing is lost', async (_, handshake, code) => {
    const of = await journey({ seed: 1_342, speed: 10 });
    const { slack, pagerduty } = of.fakes.connection;
    const lines = await secureLines();
    const [toSlack, toPagerDuty] = [await lines.before(slack.url), await lines.before(pagerduty.url)];
    await of.start({
      NODE_EXTRA_CA_CERTS: lines.caFile,
      SLACK_API_URL: slack.url.replace(new URL(slack.url).origin, toSlack.url),
      PAGERDUTY_EVENTS_URL: toPagerDuty.url,
    });
    for (const line of [toSlack, toPagerDuty]) line.become(handshake);
    const make = troubles(of, 1_342);
    await Promise.all(
      ['basket', 'checkout', 'search', 'stock'].map((service) =>
        throwIt(of.fakes, make(service, cacheIsGone(service)).event()),
      ),
    );
    await until('both are tried again', () => toSlack.opened() > 2 && toPagerDuty.opened() > 2);
    expect([roots(of), pages(of)]).toEqual([[], []]);
    const said = await until('it is said why', async () => {
      const all = (await of.api.lanes()).map(({ state }) => state.reason ?? '');
      return all.filter((reason) => code.test(reason)).length > 1 && all;
    });
    expect(said.join('\n')).not.toContain(pagerduty.routingKey);
    for (const line of [toSlack, toPagerDuty]) line.become('known');
    await until('the page and a message', () => pages(of).length > 0 && roots(of).length > 0);
    await of.rest();
    // Where it went on for long the relay has told of its own trouble as well.
    expect(pages(of).filter(({ summary }) => !summary.startsWith('stormrelay: '))).toHaveLength(1);
    expectNoSecondPage(of);
    expectNoMessageTwice(of);
    expect(await of.api.deadLetters()).toEqual([]);
    await expectBalance(of);
  });
});

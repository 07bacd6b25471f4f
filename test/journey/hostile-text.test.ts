import { describe, expect, it } from 'vitest';
import { expectAlive } from './scene/alive.ts';
import { journey, until } from './scene/journey.ts';
import {
  expectBalance,
  expectChecks,
  expectNoMessageTwice,
  pages,
  replies,
  roots,
  shown,
} from './scene/seen.ts';
import { throwIt, troubles, unrelated, type Wording } from './scene/trouble.ts';

const seed = 5151;
const speed = 20;

/** What somebody may put into an error to ping a channel, forge a link or become markup. */
const evil = [
  '<!channel> <!here> <!everyone> <@U1ADMIN01> <!subteam^S012AB3CD|@oncall> @channel @here',
  '<https://evil.example|Sentry> [Sentry](https://evil.example) https://evil.example/x',
  '</script><script>alert(1)</script><img src=x onerror=alert(2)>',
  '```\n*bold* _it_ ~no~ `code`\n> quote\u2028\u202Eesrever\u0000',
  'lone \ud83d and \udc00 halves',
];

describe('hostile text in an alert', () => {
  it('pings nobody, forges no link, breaks out of nothing, and is shown', async () => {
    const of = await journey({ seed, speed });
    await of.start();
    const make = troubles(of, seed);
    for (const [n, text] of evil.entries()) {
      const wording: Wording = { type: `Evil${n} ${text}`, message: text, file: `src/${text}.js` };
      const error = make(`victim-${n}`, wording).event({
        culprit: text,
        transaction: text,
        release: text,
        shortId: text,
        level: n === 0 ? 'fatal' : 'error',
        tags: [
          [text, text],
          ['region', text],
        ],
        rules: [text],
      });
      expect((await throwIt(of.fakes, error)).map((one) => one.status)).toEqual([202, 202]);
    }
    const service = make('<!channel>|</script>', { type: 'Error', message: 'x', file: 'a.js' });
    await throwIt(of.fakes, service.event({ environment: '<@U1ADMIN01>' }));
    await until('all are shown', () => roots(of).length === evil.length + 1);
    const hot = (await of.api.incidents()).find((one) => one.page.state !== 'none');
    await of.api.post(`incidents/${hot?.id ?? ''}/acknowledge`, { who: '<!channel> <@U1ADMIN01>' });
    await until('the reply', () => replies(of).length === 1);
    await of.rest();
    expectChecks(of, 'no-ping');
    const links = [...roots(of), ...replies(of)].flatMap((message) => shown(message).match(/<[^>]*>/g) ?? []);
    expect(links.length).toBeGreaterThan(0);
    for (const link of links) expect(link).toMatch(/^<(https:\/\/([a-z0-9-]+\.)*sentry\.io\/|!date\^\d+\^)/);
    expect(pages(of).flatMap((page) => page.links.map((link) => link.href))).toSatisfy((hrefs: string[]) =>
      hrefs.every((href) =>
        /^https:\/\/(brindle\.sentry\.io\/|slack\.com\/app_redirect\?channel=\w+$|fake-workspace\.slack\.com\/archives\/\w+\/p\d+$)/.test(
          href,
        ),
      ),
    );
    const refused = of.fakes.observed().slack.calls.filter((call) => !call.ok);
    expect(refused.map((call) => call.error)).toEqual([]);
    expectNoMessageTwice(of);
    await expectBalance(of);
    expect(of.relay().stdout() + of.relay().stderr()).not.toContain(of.fakes.connection.slack.token);
  });

  it('comes with 10,000 tags and a megabyte of message, and still becomes a message', async () => {
    const of = await journey({ seed, speed });
    await of.start();
    const make = troubles(of, seed);
    const tags = Array.from({ length: 10_000 }, (_, n): [string, string] => [`tag-${n}`, `<!channel> ${n}`]);
    const many = make('tagged', unrelated[0]!).event({ tags });
    const large = make('wordy', { ...unrelated[1]!, message: '<@U1ADMIN01>&'.repeat(50_000) }).event();
    for (const error of [many, large]) {
      for (const status of (await throwIt(of.fakes, error)).map((one) => one.status))
        expect(status).toBe(202);
    }
    await until('both are shown', () => roots(of).length === 2);
    await of.rest();
    expectChecks(of, 'no-ping');
    expect((await of.api.deadLetters()).map((one) => one.reason)).toEqual([]);
    await expectBalance(of);
    await expectAlive(of);
  });
});

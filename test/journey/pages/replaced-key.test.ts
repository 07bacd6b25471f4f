import { describe, expect, it } from 'vitest';
import { journey, until } from '../scene/journey.ts';
import { expectNoSecondPage, pages } from '../scene/seen.ts';
import { throwIt, troubles, unrelated } from '../scene/trouble.ts';

const seed = 4711;
const newKey = '0123456789abcdef0123456789ABCDEF';

describe('a routing key that is replaced while a page is open', () => {
  it('ends the page while it is kept as an old key; without it the relay says what cannot be sent', async () => {
    const of = await journey({ seed, speed: 10 });
    await of.start();
    const issue = troubles(of, seed)('till', unrelated[0]!);
    await throwIt(of.fakes, issue.event({ level: 'fatal' }));
    await until('the page', () => pages(of).length === 1);
    await of.rest();
    await of.stop();

    const lost = { PAGERDUTY_ROUTING_KEY: '', PAGERDUTY_ROUTING_KEYS_OLD: '' };
    await of.start(lost);
    expect(of.relay().stdout()).toMatch(/pagerduty:[0-9a-f]{8} is no longer configured: 1 open page/);
    const at = Math.round(of.clock.now());
    await of.fakes.sentry.send(of.fakes.sentry.issueWebhook('resolved', issue.newest(), { at }));
    const letter = await until('a dead letter', async () => (await of.api.deadLetters())[0]);
    expect(letter.reason).toMatch(
      /is no longer configured, so this cannot be sent.*PAGERDUTY_ROUTING_KEYS_OLD/,
    );
    expect((await of.api.readiness()).notes.join()).toMatch(/is no longer configured: 1 open page/);
    expect(pages(of)[0]?.status).toBe('triggered');
    await of.stop();

    const kept = of.env['PAGERDUTY_ROUTING_KEY'] ?? '';
    await of.start({ PAGERDUTY_ROUTING_KEY: newKey, PAGERDUTY_ROUTING_KEYS_OLD: kept });
    await of.api.post(`dead-letters/${letter.id}/replay`);
    await until('the page is resolved', () => pages(of)[0]?.status === 'resolved');
    expectNoSecondPage(of);
    expect(pages(of)).toHaveLength(1);
  });
});

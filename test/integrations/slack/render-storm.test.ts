import { describe, expect, it } from 'vitest';
import { renderMessage } from '../../../src/integrations/slack/render/render-message.ts';
import { brokeAt, stormMessage } from '../../notifiers/example-projections.ts';
import { allText, problemsOf, textsOf } from './rendered-text.ts';

const options = { now: brokeAt + 175_000, lag: null, plain: false, relayUrl: null };

describe('the message of a storm', () => {
  const rendered = renderMessage(stormMessage(), { ...options, lag: 'as of 14:02:11; Slack budget spent' });
  const text = allText(rendered);

  it('says what, where and how many services, and names all of them with their events', () => {
    expect(text).toContain('🔥 redis unreachable (cache-main): 12 services failing in production\n');
    expect(text).toContain('*12 services*, first to fail first: checkout 120 events · cart 113 · ');
    for (const { name, alerts } of stormMessage().services) expect(text).toContain(`${name} ${alerts}`);
  });

  it('counts events where they are known: one error brings several alerts', () => {
    const services = ['checkout', 'cart'].map((name) => ({ name, alerts: 9, events: 4, issues: 1 }));
    expect(allText(renderMessage(stormMessage({ services }), options))).toContain(
      'checkout 4 events · cart 4\n',
    );
  });

  it('lists five issues at most, with links', () => {
    expect(text).toContain('*Top 5 of 60 errors*\n');
    expect(text.match(/^• /gm)).toHaveLength(5);
    expect(text).toContain(
      '• <https://acme.sentry.io/issues/4601/|CART-2>, 113 events: `ConnectionError: cannot reach cache-main (cart)`',
    );
  });

  it('names the service of an issue where its link does not, and keeps to one line', () => {
    const [first] = stormMessage().issues;
    const issues = [{ ...first!, shortId: 'SHOP-9', title: `long ${'and longer '.repeat(20)}` }];
    const listed = allText(renderMessage(stormMessage({ issues }), options));
    expect(listed).toMatch(/\|SHOP-9> checkout, 120 events: `long (and longer )+.{0,11}…`\n/);
    expect(/\|(SHOP-9)>(.*)\n/.exec(listed)?.slice(1).join('')).toHaveLength(74);
  });

  it('quotes the error that says most, and does not repeat it in the list', () => {
    const issue = stormMessage().issues[1]!;
    const quoted = allText(renderMessage(stormMessage({ quoted: issue }), options));
    expect(quoted).toContain(
      '💬 *cart*: `ConnectionError: cannot reach cache-main (cart)` (<https://acme.sentry.io/issues/4601/|CART-2>)\n',
    );
    expect(quoted.match(/cache-main \(cart\)/g)).toHaveLength(1);
    expect(text).toContain('💬 *checkout*: `MaxRetriesPerRequestError: Reached the max retries');
  });

  it('tells a wording once, however many issues have it', () => {
    const issues = stormMessage().issues.map((issue) => ({ ...issue, title: 'ECONNREFUSED' }));
    const listed = allText(renderMessage(stormMessage({ issues }), options));
    expect(listed.match(/ECONNREFUSED`/g)).toHaveLength(1);
    const all = allText(renderMessage(stormMessage({ issues, quoted: issues[0]! }), options));
    expect(all).not.toContain('Top 5 of');
  });

  it('leaves out what is true of its first error only: tags, and the releases of a dozen services', () => {
    const releases = ['checkout@2.4.1', 'cart@7.0.3', 'payments@31'];
    const where = { ...stormMessage().where, releases };
    expect(allText(renderMessage(stormMessage({ where }), options))).not.toMatch(/Firefox|cart@7|POST/);
  });

  it('says that it lags', () => {
    expect(text).toContain('⏳ as of 14:02:11; Slack budget spent');
  });

  it('names fifty services whatever they are called, and how many more there are', () => {
    const services = Array.from({ length: 50 }, (_, index) => ({
      name: `svc-${index}-${'&'.repeat(60)}`,
      alerts: 9_999_999,
      issues: 200,
    }));
    const many = renderMessage(stormMessage({ services, moreServices: 7 }), options);
    for (const { name } of services) expect(allText(many)).toContain(name.slice(0, 6));
    expect(allText(many)).toContain('*57 services*');
    expect(allText(many)).toContain(' · and 7 more');
    expect(problemsOf(many)).toEqual([]);
  });

  it('shows how many services there are, however long its cause', () => {
    const title = `the same error: ${'words of it '.repeat(20)}`;
    const storm = { cause: title, since: brokeAt, unnamed: false };
    const [head] = renderMessage(stormMessage({ title, storm }), options).blocks;
    expect(textsOf(head!)[0]).toMatch(/…: 12 services failing in production$/);
  });
});

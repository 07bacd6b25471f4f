import { describe, expect, it } from 'vitest';
import { renderMessage } from '../../../src/integrations/slack/render/render-message.ts';
import {
  brokeAt,
  pageShown,
  partOfMessage,
  singleMessage,
  stillOpen,
  stormMessage,
} from '../../notifiers/example-projections.ts';
import { allText, problemsOf, textsOf } from './rendered-text.ts';

const options = { now: brokeAt + 175_000, lag: null, plain: false, relayUrl: null };

describe('the message of one incident', () => {
  const rendered = renderMessage(singleMessage(), options);
  const text = allText(rendered);

  it('says what broke: type, words and the line of code', () => {
    expect(text).toContain('🔴 checkout: TypeError: Cannot read properties of undefined');
    expect(text).toContain('*What broke*: `TypeError`');
    expect(text).toContain('```\nCannot read properties of undefined (reading "total")\n```');
    expect(text).toContain('`src/orders/price.ts:88 in priceOf`');
  });

  it('says where: service, environment, release, transaction, rule and tags', () => {
    for (const fact of [
      '*Service*\ncheckout',
      '*Environment*\nproduction',
      '*Release*\n`checkout@2.4.1`',
      '`POST /orders`',
    ]) {
      expect(text).toContain(fact);
    }
    expect(text).toContain('*Rule*\nErrors in production');
    expect(text).toContain('`browser: Firefox 131`');
  });

  it("says since when, how often and for how many, in the reader's own time zone", () => {
    expect(text).toContain('*3 alerts* (Sentry counts 41) · at least 17 users');
    expect(text).toContain(
      'Since <!date^1773496931^{date_short_pretty} at {time_secs}|2026-03-14 14:02:11 UTC>',
    );
    expect(text).toContain('(1 min 35 s later)');
  });

  it('says what changed shortly before, with the age that it had when it broke', () => {
    expect(text).toContain('🚀 checkout `2.4.1` first seen 4 min before the first alert');
  });

  it('tells a release that several services run as one change', () => {
    const version = 'shop@2026.9.1';
    const changes = [
      { version, service: 'cart', firstAt: brokeAt + 30_000 },
      { version, service: 'checkout', firstAt: brokeAt + 2_000 },
    ];
    const shared = allText(renderMessage(singleMessage({ changes }), options));
    expect(shared).toContain('🚀 checkout, cart `shop@2026.9.1` first seen as it broke');
    expect(shared.match(/🚀/g)).toHaveLength(1);
  });

  it('links to Sentry, by a link and not by a button', () => {
    expect(text).toContain('<https://acme.sentry.io/issues/4501/|View in Sentry (CHECKOUT-1A)>');
    expect(rendered.blocks.map(({ type }) => type)).not.toContain('actions');
  });

  it('says that nobody was paged, and how far the message goes', () => {
    expect(text).toContain('🔕 Not paged');
    expect(text).toContain(
      'Incident inc-7f3a-12 · 3 alerts covered · updated <!date^1773497106^{time_secs}|14:05:06 UTC>',
    );
  });

  it('leaves out figures that say nothing: no user, and a count of Sentry that is older than ours', () => {
    const stale = renderMessage(singleMessage({ users: 0, events: 50, sentryCount: 12 }), options);
    expect(allText(stale)).not.toMatch(/0 users|Sentry counts/);
    expect(stale.text).not.toContain('0 users');
  });

  it('has a short text for notifications, with the error in front', () => {
    expect(rendered.text).toMatch(
      /^🔴 checkout: TypeError: Cannot read .* · 3 alerts since 14:02:11 UTC · at least 17 users · production$/,
    );
  });

  it('leaves out what is not known', () => {
    const bare = singleMessage({
      title: 'Out of memory',
      what: { type: null, message: '', culprit: null, frame: null, about: [], seenIn: null },
      where: { environments: [], releases: [], transaction: null },
      services: [],
      tags: [],
      rule: null,
      link: null,
      shortId: null,
      changes: [],
      users: null,
      sentryCount: null,
      lastAlertAt: brokeAt,
    });
    const blocks = renderMessage(bare, options);
    expect(allText(blocks)).not.toMatch(/null|undefined|What broke|What changed|Environment|Sentry/);
    expect(problemsOf(blocks)).toEqual([]);
  });
});

describe('the message of a storm', () => {
  const text = allText(
    renderMessage(stormMessage(), { ...options, lag: 'as of 14:02:11; Slack budget spent' }),
  );

  it('names all services with their alerts, and the loudest issues with links', () => {
    expect(text).toContain('🔥 redis unreachable (cache-main): 12 services failing');
    for (const service of stormMessage().services)
      expect(text).toContain(`*${service.name}* ${service.alerts}`);
    expect(text).toContain('*Issues* (the loudest 6 of 60)');
    expect(text).toContain(
      '• <https://acme.sentry.io/issues/4601/|CART-2> cart, 113 alerts: `ConnectionError: cannot reach cache-main (cart)`',
    );
  });

  it('leaves out what is true of its first error only: tags, and the releases of a dozen services', () => {
    const releases = ['checkout@2.4.1', 'cart@7.0.3', 'payments@31'];
    const where = { ...stormMessage().where, releases };
    expect(allText(renderMessage(stormMessage({ where }), options))).not.toMatch(/🏷️|\*Releases?\*/);
  });

  it('says why it paged, and that it lags', () => {
    expect(text).toContain('📟 *Paged*: A storm: 3 services fail with the same cause.');
    expect(text).toContain('⏳ as of 14:02:11; Slack budget spent');
  });

  it('names fifty services whatever they are called, and how many more there are', () => {
    const services = Array.from({ length: 50 }, (_, index) => ({
      name: `svc-${index}-${'&'.repeat(60)}`,
      alerts: 9_999_999,
      issues: 200,
    }));
    const rendered = renderMessage(stormMessage({ services, moreServices: 7 }), options);
    for (const { name } of services) expect(allText(rendered)).toContain(`*${name.slice(0, 6)}`);
    expect(allText(rendered)).toContain('57 services');
    expect(allText(rendered)).toContain('and 7 more services');
    expect(problemsOf(rendered)).toEqual([]);
  });
});

describe('the states of a message', () => {
  it('shows who acknowledged and who is assigned', () => {
    const text = allText(
      renderMessage(
        stormMessage({ assignee: 'Bo' }, pageShown(), {
          ...stillOpen,
          state: 'acknowledged',
          acknowledgedBy: 'Ana Silva',
        }),
        options,
      ),
    );
    expect(text).toMatch(/^👀 redis unreachable/);
    expect(text).toContain('👀 *Acknowledged* by Ana Silva');
    expect(text).toContain('👤 Assigned to Bo');
  });

  it('shows when, how and after how long it was resolved, and what still arrives', () => {
    const resolution = {
      at: brokeAt + 1_080_000,
      by: 'sentry',
      reason: 'Every issue is resolved in Sentry.',
    };
    const text = allText(
      renderMessage(
        stormMessage({ previous: 'inc-7f3a-3' }, pageShown(), {
          state: 'resolved',
          resolution,
          stillArriving: 4,
        }),
        options,
      ),
    );
    expect(text).toMatch(/^✅ redis unreachable \(cache-main\): 12 services were failing/);
    expect(text).toMatch(/✅ \*Resolved\* <!date[^>]+>, after 18 min: Every issue is resolved in Sentry\./);
    expect(text).toContain('⚠️ *4 alerts arrived after it was resolved*');
    expect(text).toContain('🔁 It happened before: incident inc-7f3a-3');
  });

  it('puts trouble with pages where nobody can miss it', () => {
    const rendered = renderMessage(
      stormMessage({}, pageShown(), {
        ...stillOpen,
        notices: ['Pages are not getting through to pagerduty/0a1b.'],
      }),
      options,
    );
    expect(textsOf(rendered.blocks[1]!)[0]).toContain(
      '⚠️ *Pages are not getting through to pagerduty/0a1b.*',
    );
  });

  it('tells a second page, a joined page and a long quiet', () => {
    const page = pageShown({ reason: 'Grew.', generation: 2, joined: 'inc-7f3a-40' });
    const quiet = { ...stillOpen, quietSince: brokeAt };
    const text = allText(renderMessage(stormMessage({}, page, quiet), options));
    expect(text).toContain('*Paged* (page 2 of this incident)');
    expect(text).toContain('on the page of incident inc-7f3a-40');
    expect(text).toContain('💤 Quiet since');
  });

  it('is one line for a child that became part of a storm', () => {
    const rendered = renderMessage(partOfMessage(), options);
    expect(rendered.blocks).toHaveLength(1);
    expect(allText(rendered)).toMatch(
      /^↪️ Part of \*redis unreachable \(cache-main\)\* \(incident inc-7f3a-9\): TypeError: [^\n]+$/,
    );
  });

  it('is text alone in plain mode, with everything that matters', () => {
    const rendered = renderMessage(stormMessage(), { ...options, plain: true });
    expect(rendered.blocks).toEqual([]);
    for (const fact of [
      '12 services failing',
      'ECONNREFUSED',
      'gateway',
      '<https://acme.sentry.io/issues/4501/>',
      'Paged: A storm',
    ]) {
      expect(rendered.text).toContain(fact);
    }
  });
});

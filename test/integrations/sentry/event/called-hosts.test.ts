import { describe, expect, test } from 'vitest';
import { eventAlert } from '../fixture.ts';

describe('called hosts', () => {
  const crumb = (url: unknown, more: object, outer: object = {}): object => ({
    type: 'http',
    category: 'fetch',
    data: { url, ...more },
    ...outer,
  });

  test.each([
    [crumb('https://a.example/x', { status_code: 500 }), ['a.example']],
    [crumb('https://a.example/x', { status_code: '502' }), ['a.example']],
    [crumb('https://A.example:8443/x', { status_code: 503 }), ['a.example']],
    [crumb('https://user:pw@a.example/x', { status_code: 503 }), ['a.example']],
    [crumb('http://[fd00::1]:80/x', { status_code: 503 }), ['[fd00::1]']],
    [crumb('https://a.example', {}, { level: 'error' }), ['a.example']],
    [crumb('https://a.example', { status_code: 0 }), ['a.example']],
    [crumb('https://a.example', {}), []],
    [crumb('https://a.example', { method: 'GET' }), ['a.example']],
    [crumb('https://a.example', { method: 'GET', status_code: 200 }), []],
    [crumb('https://a.example', { status_code: 404 }, { level: 'error' }), []],
    [crumb('https://a.example', { status_code: 200 }), []],
    [crumb('/relative', { status_code: 503 }), []],
    [crumb('https://', { status_code: 503 }), []],
    [crumb(null, { status_code: 503 }), []],
    [{ type: 'default', category: 'query', level: 'error', data: { url: 'https://a.example' } }, []],
    ['text', []],
  ])('%j names %j', (breadcrumb, hosts) => {
    expect(eventAlert({ breadcrumbs: { values: [breadcrumb] } }).calledHosts).toEqual(hosts);
    expect(eventAlert({ breadcrumbs: [breadcrumb] }).calledHosts).toEqual(hosts);
  });

  describe('of a page', () => {
    const inPage = (breadcrumbs: readonly object[], more: object = {}): readonly string[] =>
      eventAlert({ platform: 'javascript', breadcrumbs: { values: breadcrumbs }, ...more }).calledHosts;
    const onShop = { request: { url: 'https://www.shop.example/basket' } };

    test('are those of its own site that answered 5xx', () => {
      const calls = [
        crumb('https://api.shop.example/v1', { status_code: 503 }),
        crumb('https://counter.example/collect', { status_code: 500 }),
        crumb('https://shop.example.counter.example/', { status_code: 500 }),
      ];
      expect(inPage(calls, onShop)).toEqual(['api.shop.example']);
      expect(inPage(calls, { transaction: 'https://shop.example/basket' })).toEqual(['api.shop.example']);
    });

    test('know a site with a short second level', () => {
      const shop = { request: { url: 'https://shop.co.uk/' } };
      const calls = ['https://a.other.co.uk/', 'https://api.shop.co.uk/'].map((url) =>
        crumb(url, { status_code: 502 }),
      );
      expect(inPage(calls, shop)).toEqual(['api.shop.co.uk']);
    });

    test('leave out calls without an answer: an ad blocker makes them', () => {
      for (const [more, outer] of [
        [{ status_code: 0 }, {}],
        [{ method: 'POST' }, { level: 'error' }],
      ] as const)
        expect(inPage([crumb('https://api.shop.example/v1', more, outer)], onShop)).toEqual([]);
    });

    test('are none where the page is not known, for nothing is its own then', () => {
      expect(inPage([crumb('https://api.shop.example/v1', { status_code: 503 })])).toEqual([]);
    });
  });

  test.each(['sentry.cocoa', 'sentry.java.android', 'sentry.dart.flutter', 'sentry.javascript.react-native'])(
    'of a device (%s) are those that answered, wherever they are',
    (name) => {
      const values = [
        crumb('https://api.shop.example/v1', { status_code: 503 }),
        crumb('https://push.vendor.example/v1', { method: 'GET', status_code: 0 }),
      ];
      expect(eventAlert({ sdk: { name }, breadcrumbs: { values } }).calledHosts).toEqual([
        'api.shop.example',
      ]);
    },
  );

  test.each(['sentry.javascript.react', 'sentry.javascript.browser'])(
    'know a page by its SDK (%s) where the platform is not told',
    (name) => {
      const values = [crumb('https://a.example/x', { status_code: 503 })];
      expect(eventAlert({ platform: 'other', sdk: { name }, breadcrumbs: { values } }).calledHosts).toEqual(
        [],
      );
    },
  );

  test('are distinct, newest first and at most ten', () => {
    const values = Array.from({ length: 400 }, (_, n) =>
      crumb(`https://h${Math.floor(n / 2)}.example/`, { status_code: 503 }),
    );
    const hosts = eventAlert({ breadcrumbs: { values } }).calledHosts;
    expect(hosts).toHaveLength(10);
    expect(hosts.slice(0, 2)).toEqual(['h199.example', 'h198.example']);
  });
});

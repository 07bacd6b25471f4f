import { describe, expect, test } from 'vitest';
import { eventAlert } from './fixture.ts';

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

  test('are distinct, newest first and at most ten', () => {
    const values = Array.from({ length: 400 }, (_, n) =>
      crumb(`https://h${Math.floor(n / 2)}.example/`, { status_code: 503 }),
    );
    const hosts = eventAlert({ breadcrumbs: { values } }).calledHosts;
    expect(hosts).toHaveLength(10);
    expect(hosts.slice(0, 2)).toEqual(['h199.example', 'h198.example']);
  });
});

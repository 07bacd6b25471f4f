import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeLink } from '../../../../src/integrations/sentry/event/link.ts';

const hosts = new Set(['sentry.harbor.example', 'sentry.lab.example:8443']);

test.each([
  ['https://sentry.io/organizations/acme/issues/41/', 'https://sentry.io/organizations/acme/issues/41/'],
  ['https://acme.sentry.io/issues/41', 'https://acme.sentry.io/issues/41/'],
  ['https://acme.sentry.io/issues/41/events/ab12/?project=3#top', 'https://acme.sentry.io/issues/41/'],
  [
    'https://sentry.io/organizations/acme/issues/41/?referrer=webhooks_plugin',
    'https://sentry.io/organizations/acme/issues/41/',
  ],
  [
    'https://sentry.io/organizations/acme/alerts/rules/details/7/?alert=2',
    'https://sentry.io/organizations/acme/alerts/rules/details/7/?alert=2',
  ],
  ['HTTPS://ACME.SENTRY.IO/issues/41/', 'https://acme.sentry.io/issues/41/'],
  ['https://sentry.io:443/issues/41/', 'https://sentry.io/issues/41/'],
  [
    'https://sentry.harbor.example/organizations/sentry/issues/9/',
    'https://sentry.harbor.example/organizations/sentry/issues/9/',
  ],
  ['https://sentry.lab.example:8443/issues/9/', 'https://sentry.lab.example:8443/issues/9/'],
])('%s is shown as %s', (address, link) => {
  expect(safeLink(address, hosts)).toBe(link);
});

test.each([
  'http://sentry.io/issues/41/',
  'javascript:alert(1)',
  'data:text/html,x',
  '//sentry.io/issues/41/',
  '/issues/41/',
  'https://sentry.io.evil.example/issues/41/',
  'https://evilsentry.io/issues/41/',
  'https://evil.example/sentry.io/issues/41/',
  'https://sentry.io@evil.example/issues/41/',
  'https://user:pass@sentry.io/issues/41/',
  'https://user@sentry.io/issues/41/',
  'https://sentry.io:8443/issues/41/',
  'https://sentry.io./issues/41/',
  'https://sentry.lab.example/issues/9/',
  'https://ѕentry.io/issues/41/',
  'https://evil.example\\@sentry.io/issues/41/',
  `https://sentry.io/${'a'.repeat(1_000)}`,
  'not an address',
  '',
])('%s is not shown', (address) => {
  expect(safeLink(address, hosts)).toBeNull();
});

test('nothing in a link can end it in the markup of a receiver', () => {
  const link = safeLink('https://sentry.io/alerts/<x>|"\' \u202e?a=<y>|"z', hosts);
  expect(link).toMatch(/^https:\/\/sentry\.io\/[\x21-\x7e]+$/);
  expect(link).not.toMatch(/[<>|" ]/);
});

test('a plain address is what the parser of URLs makes of it', () => {
  const label = fc.stringMatching(/^[a-z0-9-]{1,6}$|^xn--[a-z0-9]{1,4}$|^0x[0-9a-f]{1,2}$/);
  const part = fc.oneof(fc.stringMatching(/^[\w.%~ -]{0,5}$/), fc.constantFrom('.', '..', 'issues', '41'));
  const address = fc
    .tuple(fc.array(label, { minLength: 1, maxLength: 4 }), fc.array(part, { maxLength: 5 }))
    .map(([labels, parts]) => `https://${labels.join('.')}${parts.map((one) => `/${one}`).join('')}`);
  fc.assert(
    fc.property(address, (text) => {
      const url = URL.parse(text);
      const issue = /^.*?\/issues\/\d+(?=\/|$)/.exec(url?.pathname ?? '')?.[0];
      const expected =
        url === null ? null : `${url.origin}${issue === undefined ? url.pathname : `${issue}/`}`;
      expect(safeLink(text, new Set(url === null ? [] : [url.host]))).toBe(expected);
    }),
    { numRuns: 3_000 },
  );
});

import { describe, expect, test } from 'vitest';
import { sentrySettings } from '../../../src/integrations/sentry/config.ts';

test('without settings every door is shut', () => {
  expect(sentrySettings.parse({})).toEqual({
    signingSecrets: [],
    drillSecret: null,
    serviceHooks: null,
    legacyTokens: [],
    linkHosts: [],
    tags: null,
    org: null,
  });
});

test('values are trimmed, hosts and slugs lower-cased', () => {
  const settings = sentrySettings.parse({
    signingSecrets: [' one ', 'two'],
    linkHosts: ['Sentry.Example.com:8443'],
    org: 'Acme',
  });
  expect(settings).toMatchObject({
    signingSecrets: ['one', 'two'],
    linkHosts: ['sentry.example.com:8443'],
    org: 'acme',
  });
});

describe('mistakes are named with what to write instead', () => {
  test.each([
    [{ signingSecrets: ['ok', ' '] }, 'signingSecrets.1', /Client Secret/],
    [{ signingSecrets: Array.from({ length: 11 }, (_, n) => `s${n}`) }, 'signingSecrets', /More than 10/],
    [{ signingSecrets: ['same'], drillSecret: 'same' }, 'drillSecret', /Choose another/],
    [{ serviceHooks: { secret: '' } }, 'serviceHooks.secret', /empty/],
    [{ legacyTokens: ['short'] }, 'legacyTokens.0', /openssl rand/],
    [{ legacyTokens: ['has/slash/in/it/1234'] }, 'legacyTokens.0', /openssl rand/],
    [{ linkHosts: ['https://sentry.example.com/'] }, 'linkHosts.0', /without https/],
    [{ org: 'Acme Inc.' }, 'org', /slug/],
    [{ sigingSecrets: ['typo'] }, '', /sigingSecrets/],
  ])('%j', (input, path, message) => {
    const { error } = sentrySettings.safeParse(input);
    expect(error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
    expect(error?.issues[0]?.message).toMatch(message);
  });
});

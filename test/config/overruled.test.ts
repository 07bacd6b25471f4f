import { describe, expect, it } from 'vitest';
import { loadSettings } from '../../src/config/load.ts';

describe('a variable beside a file', () => {
  it.each([
    [
      'a list of one',
      'sentry:\n  signing_secrets:\n    - ${SENTRY_SIGNING_SECRETS}\n',
      'an-old-secret-of-sentry-0123456789',
    ],
    [
      'a list in one',
      'sentry:\n  signing_secrets: ["${SENTRY_SIGNING_SECRETS}"]\n',
      'one-secret-0123456789abcdef, two-secret-0123456789abcdef',
    ],
  ])('says of no variable that the file itself names that it is not read: %s', (_, sentry, said) => {
    const rest = 'slack: { token: xoxb-1-a, channels: C0123ABCDE }\n';
    const environment = { SENTRY_SIGNING_SECRETS: said };
    const hinted = (text: string): boolean =>
      loadSettings({ ...environment, STORMRELAY_CONFIG: 'relay.yaml' }, () => text).hints.some((hint) =>
        hint.includes('is not read'),
      );
    expect(hinted(sentry + rest)).toBe(false);
    expect(hinted(`sentry: { signing_secrets: [another-secret-0123456789abcdef] }\n${rest}`)).toBe(true);
  });
});

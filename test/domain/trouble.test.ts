import { describe, expect, it } from 'vitest';
import { briefOf, isTroubleCode, troubleOf } from '../../src/domain/sending/trouble.ts';

describe('a trouble', () => {
  it.each([
    ['channel-missing', 'SLACK_TEST_CHANNEL', false],
    ['not-a-member', '/invite', false],
    ['token-refused', 'SLACK_BOT_TOKEN', false],
    ['scope-missing', 'scope', false],
    ['limited', 'Wait and run the check again', true],
    ['key-refused', 'Integration Key', false],
    ['provider-failing', 'status page', true],
    ['unreachable', 'may reach the provider', true],
    ['unknown', "the relay's log", true],
  ] as const)('%s asks for something', (code, advice, passes) => {
    const trouble = troubleOf(code, 'As it was met.');
    expect(trouble).toMatchObject({ code, cause: 'As it was met.', passes });
    expect(trouble.advice).toContain(advice);
  });

  it('is told in a few words, with where it was met if that is known', () => {
    expect(briefOf('channel-missing', 'C0NOTEXIST9')).toBe('channel C0NOTEXIST9 not found or archived');
    expect(briefOf('channel-missing', null)).toBe('channel not found or archived');
    expect(briefOf('key-refused', '$&')).toBe('routing key $& refused');
    expect(briefOf('sentry-refused', null)).toBeNull();
  });

  it('has a code of a closed list', () => {
    expect(['limited', 'toString', 'from-the-future', 7].map(isTroubleCode)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});

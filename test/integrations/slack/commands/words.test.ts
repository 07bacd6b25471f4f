import { describe, expect, it } from 'vitest';
import { readWords } from '../../../../src/integrations/slack/commands/words.ts';

const minute = 60_000;
const hour = 60 * minute;

describe('what is written behind the command', () => {
  it.each([
    ['', { kind: 'open' }],
    ['  ', { kind: 'open' }],
    ['open', { kind: 'open' }],
    ['INCIDENTS', { kind: 'open' }],
    ['oncall', { kind: 'oncall' }],
    ['on-call', { kind: 'oncall' }],
    ['help me', { kind: 'help' }],
    ['ack inc-57', { kind: 'act', act: 'acknowledge', incident: 'inc-57', forMs: null }],
    ['acknowledge `inc-57`', { kind: 'act', act: 'acknowledge', incident: 'inc-57', forMs: null }],
    ['split 57', { kind: 'act', act: 'split', incident: '57', forMs: null }],
    ['split inc-57 CART-2', { kind: 'act', act: 'split', incident: 'inc-57', forMs: null, issue: 'CART-2' }],
    ['resolve 57', { kind: 'act', act: 'resolve', incident: '57', forMs: null }],
    ['page  CHECKOUT-3F ', { kind: 'act', act: 'page', incident: 'CHECKOUT-3F', forMs: null }],
    ['mute 57', { kind: 'act', act: 'mute', incident: '57', forMs: null }],
    ['mute 57 1h', { kind: 'act', act: 'mute', incident: '57', forMs: hour }],
    ['mute 57 for 30 min', { kind: 'act', act: 'mute', incident: '57', forMs: 30 * minute }],
    ['silence 57 2 hours', { kind: 'act', act: 'mute', incident: '57', forMs: 2 * hour }],
    ['mute 57 1 day', { kind: 'act', act: 'mute', incident: '57', forMs: 24 * hour }],
    ['mute 57 1h30m', { kind: 'act', act: 'mute', incident: '57', forMs: 90 * minute }],
    ['mute 57 for 1 hour 30 min', { kind: 'act', act: 'mute', incident: '57', forMs: 90 * minute }],
    ['unmute 57', { kind: 'act', act: 'unmute', incident: '57', forMs: null }],
    ['ack', { kind: 'whose', act: 'acknowledge' }],
    ['mute `` 1h', { kind: 'whose', act: 'mute' }],
  ])('“%s”', (text, said) => {
    expect(readWords(text)).toEqual(said);
  });

  it.each(['4m', '25h', '2d', '0h', 'a while', '1.5h', '99999h', '1e3m'])(
    'a mute “%s” is for no time that can be asked for',
    (length) => {
      expect(readWords(`mute 57 ${length}`)).toEqual({ kind: 'how-long', incident: '57', said: length });
    },
  );

  it.each([
    ['pge 57', 'page'],
    ['akc 5', 'ack'],
    ['cak 5', 'ack'],
    ['kca 5', null],
    ['resolv 57', 'resolve'],
    ['onc-all', 'oncall'],
    ['aknowledge 57', 'ack'],
    ['hlep', 'help'],
    ['mut', 'mute'],
    ['deploy', null],
    ['inc-57', null],
    ['constructor', null],
    ['__proto__', null],
  ])('“%s” is near %s', (text, meant) => {
    expect(readWords(text)).toEqual({ kind: 'unknown', word: text.split(' ')[0], meant });
  });

  it('more than a word takes is told, and never guessed at', () => {
    expect(readWords('unmute 57 1h')).toEqual({ kind: 'too-much', word: 'unmute', rest: '1h' });
    expect(readWords('page 57 58')).toEqual({ kind: 'too-much', word: 'page', rest: '58' });
    expect(readWords('open all of them')).toMatchObject({ kind: 'too-much', word: 'open' });
  });

  it('what nobody sees, and what has no end, is left out', () => {
    expect(readWords('ack\u202E \u200Binc-57')).toMatchObject({ kind: 'act', incident: 'inc-57' });
    const said = readWords('x'.repeat(100_000));
    expect(said.kind === 'unknown' && said.word.length).toBe(40);
  });
});

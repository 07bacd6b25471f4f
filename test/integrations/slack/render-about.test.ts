import { describe, expect, it } from 'vitest';
import type { Frame } from '../../../src/domain/alert.ts';
import type { TroubleShown } from '../../../src/domain/sending/projection.ts';
import { renderMessage } from '../../../src/integrations/slack/render/render-message.ts';
import { brokeAt, singleMessage } from '../../notifiers/example-projections.ts';
import { allText } from './rendered-text.ts';

type What = TroubleShown['what'];

const nothing: What = { type: null, message: '', culprit: null, frame: null, about: [], seenIn: null };
const shown = (what: Partial<What>, plain = false): string => {
  const options = { now: brokeAt, lag: null, plain, relayUrl: null };
  const rendered = renderMessage(singleMessage({ what: { ...nothing, ...what } }), options);
  return plain ? rendered.text : allText(rendered);
};

describe('what an occurrence is about', () => {
  const about = [
    { name: 'query', value: 'SELECT * FROM order_item WHERE order_id = %s' },
    { name: 'last_check_in', value: '2026-11-28 02:00 UTC' },
    { name: 'message', value: 'It hangs when I *pay*' },
  ];

  it('is told in a line each: code as code, words of a person in quotes', () => {
    const text = shown({ message: 'N+1 Query', about });
    expect(text).toContain('\nQuery: `SELECT * FROM order_item WHERE order_id = %s`\n');
    expect(text).toContain('\nLast check in: 2026-11-28 02:00 UTC\n');
    expect(text).toContain('\nMessage: “It hangs when I ∗pay∗”\n');
  });

  it('is told in the plain form too', () => {
    expect(shown({ about }, true)).toContain('\nQuery: `SELECT');
  });

  it('shows a moment as every other time in a message, and leaves what is none as it is', () => {
    const at = (value: string): string => shown({ about: [{ name: 'Last successful check-in', value }] });
    const told = '\nLast successful check-in: <!date^1791939720^';
    for (const value of [
      '2026-10-14T01:02:00+00:00',
      '2026-10-14T01:02:00.125Z',
      '2026-10-14T03:02:00+02:00',
    ])
      expect(at(value)).toContain(told);
    for (const value of ['2026-10-14T01:02:00', 'Never']) expect(at(value)).toContain(`check-in: ${value}\n`);
    expect(at('2026-99-14T01:02:00Z')).toContain('check-in: 2026-99-14T01');
  });

  it('is not said twice', () => {
    expect(shown({ message: 'It hangs when I *pay*', about })).not.toContain('Message:');
  });
});

describe('the place of an error', () => {
  const frame: Frame = { function: null, filename: null, module: null, line: null };
  it.each([
    [{ ...frame, filename: 'src/a.ts', line: 3, function: 'f' }, '\n`src/a.ts:3 in f` · '],
    [{ ...frame, filename: 'src/a.ts', line: 0 }, '\n`src/a.ts` · '],
    [{ ...frame, function: 'f', line: 0 }, '\n`f` · '],
    [{ ...frame, module: 'app.pay', line: 7 }, '\n`app.pay:7` · '],
  ])('is told as far as it is known: %j', (of, told) => {
    const text = shown({ frame: of });
    expect(text).toContain(told);
    expect(text).not.toMatch(/unknown file|:0\b/);
  });

  it('is left out where nothing of it is known', () => {
    expect(shown({ frame: { ...frame, line: 0 } })).not.toMatch(/``|unknown/);
  });
});

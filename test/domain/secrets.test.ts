import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/domain/text/secrets.ts';

describe('the redactor', () => {
  it('leaves no secret in any text, however deep', () => {
    const secret = fc.string({ minLength: 8, maxLength: 40 }).filter((text) => !text.includes('*'));
    fc.assert(
      fc.property(
        fc.array(secret, { minLength: 1, maxLength: 3 }),
        fc.string(),
        fc.string(),
        (secrets, before, after) => {
          const redactor = createRedactor([]);
          for (const one of secrets) redactor.hide(one);
          for (const one of secrets) {
            const text = `${before}${one}${after}`;
            const all = [
              redactor.text(text),
              redactor.deep({ list: [{ text }] }).list[0]?.text ?? '',
              redactor.text(JSON.stringify({ one })),
            ];
            for (const clean of all) expect(clean).not.toContain(one);
          }
        },
      ),
    );
  });

  it('knows the secret in an address, keeps everything else, and ignores an empty one', () => {
    const redactor = createRedactor(['pass word/1', '']);
    expect(redactor.text('GET /?s=pass%20word%2F1 for kim')).toBe('GET /?s=*** for kim');
    expect(redactor.deep({ a: 1, b: null, c: ['kim'] })).toEqual({ a: 1, b: null, c: ['kim'] });
  });
});

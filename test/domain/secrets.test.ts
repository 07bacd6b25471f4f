import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createOwnRedactor, createRedactor, hiddenSecret } from '../../src/domain/text/secrets.ts';

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

  it('finds one in base64, whatever stands around it', () => {
    const secret = 'p4ss/word+of the relay?>';
    const redactor = createRedactor([secret]);
    fc.assert(
      fc.property(fc.string({ maxLength: 9 }), fc.string({ maxLength: 9 }), (before, after) => {
        for (const form of ['base64', 'base64url'] as const) {
          const text = Buffer.from(before + secret + after).toString(form);
          const clean = redactor.text(text);
          const left = Buffer.from(clean.replace('***', '').padEnd(4, 'A'), form).toString('utf8');
          expect(clean).toContain('***');
          expect(left).not.toContain('word');
        }
      }),
    );
  });

  it('learns of more without forgetting, and says whether there is one', () => {
    const redactor = createRedactor(['the first secret']);
    redactor.hide('the second secret');
    expect(redactor.text('the first secret, the second secret')).toBe('***, ***');
    expect(['the second secret', 'no secret'].map(redactor.isIn)).toEqual([true, false]);
  });

  it('cleans the names of fields, too', () => {
    expect(createRedactor(['the secret']).deep({ 'the secret': 1 })).toEqual({ '***': 1 });
  });
});

describe('the redactor of the relay itself', () => {
  it('leaves words alone that are short enough to be one', () => {
    const redactor = createOwnRedactor(['password', 'a-long-enough-secret']);
    redactor.hide('checkout');
    redactor.hide('another-long-secret');
    const text = 'password of checkout: a-long-enough-secret, another-long-secret';
    expect(redactor.text(text)).toBe(`password of checkout: ${hiddenSecret}, ${hiddenSecret}`);
  });
});

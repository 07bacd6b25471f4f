import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signatureOf } from '../../../../src/correlate/evidence/template/signature.ts';
import { alertSaying } from '../../voices.ts';

const frame = { function: 'total', filename: 'src/cart/sum.ts', module: null, line: 41 };

describe('the signature of an alert', () => {
  it('is its type, template and top in-app frame', () => {
    const alert = { ...alertSaying('KeyError: order 17 has no lines'), frame };
    expect(signatureOf(alert)).toBe('KeyError: order # has no lines @ sum.ts#total');
  });

  it('is the same for another line, another bundle and other numbers', () => {
    const one = {
      ...alertSaying('TypeError: order 17 is odd'),
      frame: { ...frame, filename: '/js/app.3f9a2c1b.js', line: 1 },
    };
    const two = {
      ...alertSaying('TypeError: order 18 is odd'),
      frame: { ...frame, filename: '/js/app.77d01e4f.js', line: 9 },
    };
    expect(signatureOf(one)).toBe(signatureOf(two));
  });

  it('differs by type, by frame and by template', () => {
    const base = { ...alertSaying('KeyError: no lines'), frame };
    const others = [
      { ...alertSaying('ValueError: no lines'), frame },
      { ...alertSaying('KeyError: no prices'), frame },
      { ...base, frame: { ...frame, function: 'tax' } },
    ];
    for (const other of others) expect(signatureOf(other)).not.toBe(signatureOf(base));
  });

  it('is the fingerprint that the user set', () => {
    const alert = { ...alertSaying('KeyError: no lines'), fingerprint: ['ledger', 'closing'] };
    expect(signatureOf(alert)).toBe('fingerprint ledger | closing');
  });

  it('mixes its own in where the fingerprint asks for the default', () => {
    const plain = alertSaying('KeyError: no lines');
    expect(signatureOf({ ...plain, fingerprint: ['{{ default }}'] })).toBe(signatureOf(plain));
    expect(signatureOf({ ...plain, fingerprint: ['{{default}}', 'eu'] })).toBe(
      `fingerprint ${signatureOf(plain)} | eu`,
    );
  });

  it('names what the exception came wrapped in, nearest first, at most three', () => {
    const chain = ['KeyError: no lines', 'Apart: a', 'Bound: b', 'Cased: c', 'Dense: d'];
    const alert = { ...alertSaying(...chain), type: 'KeyError', message: 'no lines', frame };
    expect(signatureOf(alert)).toBe('KeyError: no lines @ sum.ts#total in Apart in Bound in Cased');
  });

  it('tells two causes in one wrapper apart, and what they came from plays no part', () => {
    const wrappedIn = (cause: string, message: string): string =>
      signatureOf({
        ...alertSaying(`KeyError: ${cause}`, 'JobFailed: job died'),
        type: 'KeyError',
        message,
        frame,
      });
    expect(wrappedIn('no lines', 'no lines')).not.toBe(wrappedIn('no prices', 'no prices'));
    const outer = { type: 'JobFailed', message: 'job died', frame };
    expect(signatureOf({ ...alertSaying('KeyError: no lines', 'JobFailed: job died'), ...outer })).toBe(
      signatureOf({ ...alertSaying('KeyError: no prices', 'JobFailed: job died'), ...outer }),
    );
  });

  it('falls back to the title where there is neither exception nor message', () => {
    const alert = { ...alertSaying(), title: 'High latency on checkout: 950ms' };
    expect(signatureOf(alert)).toBe('High latency on checkout: #');
  });

  it('is at most 200 characters, stable, and distinct where only the tail differs', () => {
    const long = 'word '.repeat(60);
    const one = signatureOf({ ...alertSaying('E: x'), fingerprint: [`${long}a`] });
    const two = signatureOf({ ...alertSaying('E: x'), fingerprint: [`${long}b`] });
    expect(one.length).toBe(200);
    expect(one).not.toBe(two);
    fc.assert(
      fc.property(fc.string(), fc.string(), (type, text) => {
        const alert = { ...alertSaying(), exceptions: [{ type, value: text, module: null }], type };
        expect(signatureOf(alert).length).toBeLessThanOrEqual(200);
        expect(signatureOf(alert)).toBe(signatureOf(structuredClone(alert)));
      }),
    );
  });
});

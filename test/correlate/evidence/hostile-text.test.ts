import { describe, expect, it } from 'vitest';
import { evidenceOf } from '../../../src/correlate/evidence/evidence.ts';
import { inOneWording } from '../../../src/correlate/evidence/browser-wordings.ts';
import { hostsIn, withoutDocumentation } from '../../../src/correlate/evidence/hosts.ts';
import { modeOf } from '../../../src/correlate/evidence/modes.ts';
import { signatureOf } from '../../../src/correlate/evidence/template/signature.ts';
import { withoutFetchedHosts } from '../../../src/correlate/evidence/page-fetches.ts';
import { saysQueryError, saysUnavailable } from '../../../src/correlate/evidence/unavailability.ts';
import { familyOf } from '../../../src/correlate/evidence/engines.ts';
import { codesIn } from '../../../src/correlate/evidence/codes.ts';
import { templateOf } from '../../../src/correlate/evidence/template/template.ts';
import { alertSaying } from '../voices.ts';

/** Bits of text on which a careless pattern tries again and again. */
const bits = [
  'a',
  '-',
  'a-',
  'a.',
  '1',
  '1.',
  ':',
  'a:1',
  '/',
  '/a.',
  '"',
  "'",
  '`',
  '`"',
  ' ',
  '(',
  'http://',
  'http://a',
  'a_',
  'A_',
  'aB',
  'connection ',
  'timeout ',
  'error ',
  'unable to ',
  'could not ',
  'certificate ',
  'host=',
  'breaker ',
  'lookup ',
  'a@',
  '=',
  'x=',
  'failed to fetch (',
  'x=(',
  'user ',
  ', ',
  'a, ',
  '[1] ',
  '1:',
  'a@1',
];

const readers: readonly (readonly [string, (text: string) => unknown])[] = [
  ['modes', modeOf],
  ['unavailability', saysUnavailable],
  ['query errors', saysQueryError],
  ['families', familyOf],
  ['hosts', hostsIn],
  ['documentation', withoutDocumentation],
  ['codes', codesIn],
  ['page fetches', withoutFetchedHosts],
  ['browser wordings', inOneWording],
  ['templates', templateOf],
];

/** The least CPU time of several measurements: noise only adds, and what others do on the machine does not count. */
function leastMs(work: () => unknown): number {
  let least = Infinity;
  for (let round = 0; round < 3; round += 1) {
    const from = process.threadCpuUsage();
    work();
    const { user, system } = process.threadCpuUsage(from);
    least = Math.min(least, (user + system) / 1_000);
  }
  return least;
}

describe('hostile text', () => {
  it.each(readers)('costs %s no more than in proportion to its length', (_, read) => {
    for (const bit of bits) {
      const short = bit.repeat(Math.ceil(6_000 / bit.length));
      const long = bit.repeat(Math.ceil(48_000 / bit.length));
      // Eight times the text; a quadratic pattern would take 64 times as long. Below 5 ms it is all noise.
      const base = Math.max(
        5,
        leastMs(() => read(short)),
      );
      expect(
        leastMs(() => read(long)),
        `a run of ${JSON.stringify(bit)}`,
      ).toBeLessThan(base * 32);
    }
  });

  it('is read only up to a bound, so that 100 KB cost no more than a few', () => {
    for (const bit of bits) {
      const text = bit.repeat(Math.ceil(100_000 / bit.length));
      const alert = { ...alertSaying(`Error: ${text}`), title: text, fingerprint: [text, '{{ default }}'] };
      expect(evidenceOf(alert).names.length).toBeLessThanOrEqual(8);
      expect(signatureOf(alert).length).toBeLessThanOrEqual(200);
      expect(templateOf(text).length).toBeLessThan(1_000);
    }
  });

  it('a thousand exceptions are read like the first and last few', () => {
    const chain = Array.from({ length: 1_000 }, (_, n) => ({
      type: `E${n}`,
      value: 'x'.repeat(900),
      module: null,
    }));
    const root = { type: 'Error', value: 'connect ECONNREFUSED 10.0.0.7:6379', module: null };
    const alert = { ...alertSaying('Error: x'), exceptions: [root, ...chain] };
    expect(evidenceOf(alert).named?.key).toBe('dependency:redis');
  });
});

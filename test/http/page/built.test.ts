import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { staleness } from '../../../build-page.ts';

const built = path.resolve(import.meta.dirname, '../../../src/http/page/built');

describe('the built page', () => {
  it('is what the sources make', async () => {
    expect(await staleness()).toBeNull();
  });

  it('asks nobody but its relay, makes no code of text, and brings the licences of what is inside', () => {
    const script = readFileSync(path.join(built, 'live.js'), 'utf8');
    const code = script.slice(0, script.indexOf('/*!'));
    const elsewhere = [...code.matchAll(/https?:\/\/[\w./-]+/g)].map(([address]) => address);
    // The names of SVG, MathML and XHTML, which nobody fetches.
    expect(elsewhere.filter((address) => !address.startsWith('http://www.w3.org/'))).toEqual([]);
    expect(code).not.toMatch(/\beval\(|new Function\(|insertAdjacentHTML|document\.write/);
    expect(script).toMatch(/preact\n\nThe MIT License[^]*uplot\n\nThe MIT License/);
    expect(readFileSync(path.join(built, 'live.css'), 'utf8')).not.toMatch(/@import|url\(/);
  });
});

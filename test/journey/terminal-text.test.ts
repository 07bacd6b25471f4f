import { describe, expect, it } from 'vitest';
import { lines, stormrelay, type Said } from './scene/command.ts';
import { journey, until } from './scene/journey.ts';
import { throwIt, troubles } from './scene/trouble.ts';

const seed = 4407;
const speed = 20;

/** Sets the window's title, clears the screen, writes over a line, reverses words, hides some, and forges a line. */
const evil =
  'gone\u001b]0;owned\u0007\u001b[2J\u009b31m\r\u202Efdp.exe\u200b\u{e0041}\ud800\n2026-01-01 00:00:00  resolved  all is well';

const steering =
  /[^\P{Cc}\n\t]|[\p{Cs}\u200b-\u200f\u061c\u202a-\u202e\u2066-\u2069\u2028\u2029\u{e0000}-\u{e007f}]/u;

function expectHarmless(said: Said): void {
  expect(said.stdout).not.toMatch(steering);
  expect(said.stderr).not.toMatch(steering);
}

describe('the words of an error in a terminal', () => {
  it('are words in timeline, explain and what a command complains of, and never escapes', async () => {
    const of = await journey({ seed, speed });
    await of.start();
    const error = troubles(of, seed)('basket', {
      type: `Error ${evil}`,
      message: evil,
      file: `src/${evil}.js`,
    }).event({
      level: 'fatal',
      culprit: evil,
      transaction: evil,
      release: evil,
      environment: null,
      rules: [evil],
    });
    await throwIt(of.fakes, error);
    const incident = await until('the incident', async () => (await of.api.incidents())[0]);
    await of.api.post(`incidents/${incident.id}/acknowledge`, { who: `Robin ${evil}` });
    await of.rest();

    const told = await stormrelay(of, ['timeline', incident.id]);
    expect(told.code).toBe(0);
    expectHarmless(told);
    expect(told.stdout).toContain('gone');
    // Its second line stands under the words it belongs to, where it cannot pass for an entry of the timeline.
    expect(lines(told.stdout).filter((line) => line.startsWith('2026-01-01'))).toEqual([]);

    const payload = of.fakes.sentry.webhooksFor(error).at(-1)?.body ?? '';
    const explained = await stormrelay(of, ['explain', '-'], payload);
    expect(explained.code).toBe(0);
    expectHarmless(explained);
    expect(explained.stdout).toContain('gone');
    expect(lines(explained.stdout).filter((line) => line.startsWith('2026-01-01'))).toEqual([]);

    for (const args of [
      ['timeline', evil],
      ['explain', evil.replace('\ud800', '')],
      ['dead-letters', 'show', evil],
      [evil],
      ['signature', '-', '--secret-env', evil],
    ]) {
      const refused = await stormrelay(of, args);
      expect(refused.code).not.toBe(0);
      expect(refused.stderr).not.toBe('');
      expectHarmless(refused);
    }
  });
});

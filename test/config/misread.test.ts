import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problemLine } from '../../src/config/document/place.ts';
import { readYaml } from '../../src/config/document/yaml-file.ts';

const read = (text: string): { value: unknown; said: readonly string[] } => {
  const { value, problems } = readYaml('relay.yaml', text, {});
  return { value, said: problems.map(problemLine) };
};

describe('a matcher that YAML cuts', () => {
  const words = fc
    .array(fc.constantFrom('a', ', b', ',', ' #5', "it's", '.*', 'c d'), { minLength: 1, maxLength: 6 })
    .map((parts) => parts.join('').trim().replaceAll(/\s+,/g, ','));

  it('in a list of [ ] is whole again by what is told to write', () => {
    fc.assert(
      fc.property(words, (value) => {
        fc.pre(/,\s*\S/.test(value) && !value.includes(' #') && !/,\s*(?:,|$)|^,/.test(value));
        const matcher = `message=~"${value.replaceAll(/,\s*/g, ', ')}"`;
        const { said } = read(`matchers: [x="y", ${matcher}]\n`);
        expect(said).toHaveLength(1);
        expect(said[0]).toMatch(/^relay\.yaml:1:19: matchers\[1\]: A comma ends the item here/);
        const advice = /single quotes around the whole matcher: (.*)$/.exec(said[0] ?? '')?.[1] ?? '';
        expect(read(`matchers: [x="y", ${advice}]\n`)).toEqual({
          value: { matchers: ['x="y"', matcher] },
          said: [],
        });
      }),
    );
  });

  it('by a # that begins a comment is told at that place, in one line or in several', () => {
    const whole = 'Put the whole matcher in single quotes';
    for (const rest of ['', ', b="c"'])
      expect(read(`matchers: [message=~".* #5"${rest}]\nx: 1\n`).said).toEqual([
        expect.stringMatching(`^relay\\.yaml:1:25: What follows # is a comment here.*${whole}`) as string,
      ]);
    for (const text of ['m:\n  - message=~"a #5"\n', 'm: [\n  message=~"a #5"\n]\n'])
      expect(read(text).said).toEqual([
        expect.stringMatching(
          /^relay\.yaml:2:\d: m\[0\]: What follows # .* single quotes around the whole matcher: 'message=~"a #5"'$/,
        ) as string,
      ]);
  });

  it('is none where quotes come out even, with a comment behind', () => {
    expect(read('m: [service="a", level="b"] # as "they" said\n').said).toEqual([]);
    expect(read('m:\n  - service="a" # "so\n').said).toEqual([]);
  });
});

describe('an item without the blank behind its dash', () => {
  it.each([
    ['- name: a\n  x: 1\n-name: web\n  y: 2\n', '3:1'],
    ['r:\n  -name: web\n    slack: { channel: C1 }\n', '2:3'],
    ['r:\n  - name: a\n  -name: web\n    slack: { channel: C1 }\n', '3:3'],
  ])('is told in its line: %j', (text, place) => {
    expect(read(text).said).toEqual([
      `relay.yaml:${place}: A blank is missing behind the dash: write - name: …`,
    ]);
  });

  it('is told where YAML takes it for a name, and never repeats what follows', () => {
    expect(read('r:\n  -token: xoxb-1-secret\n').said).toEqual([
      'relay.yaml:2:3: r.-token: A blank is missing behind the dash: write - token: …',
    ]);
    expect(read("'-odd': 1\nn: -5\n").said).toEqual([]);
  });
});

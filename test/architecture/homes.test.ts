import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../src');

/** All code without its comments. */
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => ({
    file,
    code: readFileSync(path.join(root, file), 'utf8').replaceAll(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, ''),
  }));

/** What stands in one place, where that is, and who may write it besides. */
const homes: readonly {
  readonly what: string;
  readonly written: RegExp;
  /** How it would look anywhere else. */
  readonly example: string;
  readonly home: string;
  readonly besides?: readonly string[];
}[] = [
  {
    what: 'the id of a notification',
    written: /\}\/(?:message|thread|overflow|page)[`/]|['"`]\/(?:message|thread|overflow|page)\/?['"`]/,
    example: '`${id}/${receiver}/message`',
    home: 'domain/sending/notification.ts',
  },
  {
    what: 'the key of a service’s releases',
    written: /\$\{[^}]*(?:class|environment)[^}]*\}\/\$\{[^}]*service[^}]*\}`/i,
    example: '`${environmentClass}/${issue.service}`',
    home: 'domain/release.ts',
  },
  {
    what: 'the bucket of a lane',
    written: /['"`]post:/,
    example: '`post:${channel}`',
    home: 'domain/sending/budget.ts',
  },
  {
    what: 'which sources are Sentry’s own',
    written: /'sentry-legacy'/,
    example: "source === 'sentry-legacy'",
    home: 'domain/inbox/entry.ts',
    besides: [
      // Each says something of this one source, and the compiler sees to it that none is forgotten.
      'config/reader.ts',
      'correlate/brain.ts',
      'domain/inbox/duplicate.ts',
      'ingest/captured.ts',
      'integrations/sentry/acceptance.ts',
    ],
  },
  {
    what: 'what nobody sees',
    written: /\\p\{(?:C|Cc|Cf|Zl|Zp|Default_Ignorable_Code_Point|Bidi_Control)\}|\\u200[bB]|\\u202[aAeE]/,
    example: String.raw`text.replace(/[\p{C}]/gu, '')`,
    home: 'domain/text/visible-text.ts',
  },
  {
    what: 'which address may be shown or called',
    written: /username (?:===|!==) ''/,
    example: "url.username === ''",
    home: 'domain/text/web-address.ts',
  },
  {
    what: 'what an error of fetch says',
    written: /EHOSTUNREACH|UND_ERR_/,
    example: '/^(ECONNREFUSED|EHOSTUNREACH)$/',
    home: 'seams/transport-error.ts',
  },
];

describe('a key or a rule that several need', () => {
  it.each(homes)('has one home: $what', ({ written, example, home, besides = [] }) => {
    expect(example).toMatch(written);
    const writers = files.filter(({ code }) => written.test(code)).map(({ file }) => file);
    expect(writers.filter((file) => file !== home && !besides.includes(file)).sort()).toEqual([]);
  });
});

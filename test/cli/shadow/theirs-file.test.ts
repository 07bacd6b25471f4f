import { expect, it } from 'vitest';
import { theirsIn } from '../../../src/cli/shadow/theirs-file.ts';

const at = Date.parse('2026-11-30T03:12:00Z');

it('reads pages as JSON lines, in the names of this relay and of PagerDuty', () => {
  const lines = [
    { at: '2026-11-30T03:13:00Z', service: 'Payments', title: 'slow', resolved_at: '2026-11-30T03:20:00Z' },
    { id: 'Q1', created_at: '2026-11-30T03:12:00Z', service: { summary: 'Cart' }, title: 'down' },
  ];
  expect(theirsIn(lines.map((line) => JSON.stringify(line)).join('\n'), 'pages')).toEqual([
    { id: 'Q1', at, service: 'Cart', title: 'down', acknowledged: null, resolvedAt: null },
    {
      id: 'line 1',
      at: at + 60_000,
      service: 'Payments',
      title: 'slow',
      acknowledged: null,
      resolvedAt: at + 8 * 60_000,
    },
  ]);
});

it('reads CSV with its columns in any order, quotes and all', () => {
  const text = 'title,at,service\r\n"slow, ""very""",2026-11-30T03:12:00Z,Payments\r\n';
  expect(theirsIn(text, 'pages')).toMatchObject([{ at, service: 'Payments', title: 'slow, "very"' }]);
});

it('says in which line something is wrong, and what to write there', () => {
  const said = (text: string): string => {
    try {
      return JSON.stringify(theirsIn(text, 'pages'));
    } catch (error) {
      return (error as Error).message;
    }
  };
  const moment = 'Write a moment with its zone, for example 2026-11-30T03:12:00Z.';
  expect(said('{"title":"x"}')).toBe(`pages:1: at: Not there. Write when it paged. ${moment}`);
  expect(said('\n{"at":"03:12","service":7,"title":null,"id":1}\n{"resolved_at":"?"}')).toBe(
    [
      'pages:2: id: Write a text in quotes.',
      `pages:2: at: ${moment}`,
      'pages:2: service: Write the name of the service, or {"summary": "its name"}.',
      'pages:2: title: Write a text in quotes.',
      `pages:3: resolved_at: ${moment}`,
    ].join('\n'),
  );
  expect(said('{"at":"2026-11-30T03:12:00Z"}\n{')).toBe(
    'pages:2: Write a JSON object, for example {"at": "2026-11-30T03:12:00Z", "title": "slow"}.',
  );
  expect(
    said(`at\n${'soon\n'.repeat(25)}`)
      .split('\n')
      .slice(19),
  ).toEqual([`pages:21: at: ${moment}`, 'and 5 more']);
});

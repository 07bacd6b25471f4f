import { expect, it } from 'vitest';
import { theirsIn } from '../../../src/cli/shadow/theirs-file.ts';

const at = Date.parse('2026-11-30T03:12:00Z');

it('reads pages as JSON lines, in the names of this relay and of PagerDuty', () => {
  const lines = [
    { at: '2026-11-30T03:13:00Z', service: 'Payments', title: 'slow', resolved_at: '2026-11-30T03:20:00Z' },
    { id: 'Q1', created_at: '2026-11-30T03:12:00Z', service: { summary: 'Cart' }, title: 'down' },
  ];
  expect(theirsIn(lines.map((line) => JSON.stringify(line)).join('\n'))).toEqual([
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
  expect(theirsIn(text)).toMatchObject([{ at, service: 'Payments', title: 'slow, "very"' }]);
});

it('says in which line something is wrong', () => {
  expect(() => theirsIn('{"title":"x"}')).toThrow('--theirs, line 1: at: Not there.');
  expect(() => theirsIn('{"at":"2026-11-30T03:12:00Z"}\n{')).toThrow(
    '--theirs, line 2: This is no JSON object.',
  );
});

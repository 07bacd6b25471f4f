import { describe, expect, it } from 'vitest';
import type { NoteProjection } from '../../../../src/domain/sending/note-projection.ts';
import { noteMark, readNoteMark } from '../../../../src/integrations/pagerduty/rest/note-mark.ts';
import { noteText } from '../../../../src/integrations/pagerduty/rest/note-text.ts';

const at = Date.UTC(2027, 0, 15, 11, 32, 5);
const note: NoteProjection = {
  surface: 'note',
  incident: 'inc-4',
  install: 'a1b2',
  pagerIncident: 'Q1',
  changed: { kind: 'deploy', service: 'basket-api', version: '2.4.1', by: 'Kim', beforeMs: 14_000 },
  items: [
    { n: 3, at, text: 'Acknowledged by Ada.' },
    { n: 4, at: at + 60_000, joined: 'cart' },
    { n: 5, at: at + 61_000, joined: 'search' },
    { n: 7, at: at + 240_000, text: 'It lasted 5 min.', lines: ['Paged once.'] },
  ],
};

describe('a note', () => {
  it('names the culprit once, folds who joined, and ends with its mark', () => {
    expect(noteText(note, 0)).toEqual({
      upto: 7,
      content: [
        'Likely culprit: basket-api 2.4.1, deployed by Kim 14 seconds before it began.',
        '11:32 UTC: Acknowledged by Ada.',
        '11:33 UTC: 2 services joined: cart, search.',
        '11:36 UTC: It lasted 5 min.',
        'Paged once.',
        '[stormrelay:a1b2:inc-4#7]',
      ].join('\n'),
    });
    expect(noteText(note, 4)?.content.split('\n')[0]).toBe('11:33 UTC: search joined.');
    expect(noteText(note, 7)).toBeNull();
  });

  it('has room for the newest lines, keeps each in one line, and shows nothing that cannot be seen', () => {
    const items = Array.from({ length: 60 }, (_, n) => ({
      n: n + 1,
      at,
      text: `${'x'.repeat(90)}\n\u202e${n}`,
    }));
    const { content } = noteText({ ...note, items }, 0)!;
    expect(content.length).toBeLessThanOrEqual(2_000);
    expect(content).not.toContain('\u202e');
    const lines = content.split('\n');
    expect(lines[0]).toMatch(/^\(\d+ earlier lines left out\)$/);
    expect(lines.at(-2)).toMatch(/59$/);
  });

  it('is known again by its mark, and by nothing else', () => {
    const mark = { install: 'a1b2', incident: 'inc-4', upto: 12 };
    expect(readNoteMark(`Ann did it.\n${noteMark(mark)}\n`)).toEqual(mark);
    for (const other of ['', 'stormrelay', `${noteMark(mark)} and more`, '[stormrelay:a:b#0]'])
      expect(readNoteMark(other)).toBeNull();
  });
});

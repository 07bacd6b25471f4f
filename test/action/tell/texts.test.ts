import { describe, expect, it } from 'vitest';
import { oneLine } from '../../../src/action/tell/lines.ts';
import { timelinePicture } from '../../../src/action/tell/timeline.ts';

describe('a line of a log', () => {
  it('holds no command of a runner, and none of a terminal', () => {
    const hostile = 'bad\n::error title=x::y\r\n::set-output name=result::passed\u2028##[error]z\u001b[31m';
    const line = oneLine(hostile);
    expect(line).toBe('bad ::error title=x::y ::set-output name=result::passed ## [error]z [31m');
  });

  it('stays as it is when there is nothing to take out', () =>
    expect(oneLine('ok  Slack   1025 ms, é ✅')).toBe('ok  Slack   1025 ms, é ✅'));
});

describe('the timeline picture', () => {
  it('is a chart whose every bar can be seen', () => {
    const span = { hop: 'slack', what: 'accepted', from: 12.4, to: 12.4, failing: true } as const;
    expect(timelinePicture([span, { ...span, what: 'confirmed', failing: false, to: 99 }])).toEqual([
      '```mermaid',
      'gantt',
      '  dateFormat x',
      '  axisFormat %S.%L',
      '  section Slack',
      '  accepted 1 ms :crit, 12, 13',
      '  confirmed 87 ms :done, 12, 99',
      '```',
    ]);
    expect(timelinePicture([])).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { oneLine } from '../../../src/action/tell/lines.ts';

describe('a line of a log', () => {
  it('holds no command of a runner, and none of a terminal', () => {
    const hostile = 'bad\n::error title=x::y\r\n::set-output name=result::passed\u2028##[error]z\u001b[31m';
    const line = oneLine(hostile);
    expect(line).toBe('bad ::error title=x::y ::set-output name=result::passed ## [error]z [31m');
  });

  it('stays as it is when there is nothing to take out', () =>
    expect(oneLine('ok  Slack   1025 ms, é ✅')).toBe('ok  Slack   1025 ms, é ✅'));
});

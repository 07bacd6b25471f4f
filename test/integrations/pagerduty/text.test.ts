import { describe, expect, it } from 'vitest';
import { oneLine, shortened } from '../../../src/integrations/pagerduty/text.ts';

describe("text on its way to a responder's phone", () => {
  it('has nothing that cannot be seen, as in Slack', () => {
    const hidden = '\u061C\u200B\u2060\u202E\u{E0041}\u001B[31m\u3164';
    expect(oneLine(`a${hidden}b\n c`, 100)).toBe('ab c');
    expect(shortened(`a${hidden}b\nc`, 100)).toBe('ab\nc');
  });

  it('is cut between characters, with a sign that it was', () => {
    expect(shortened('😀😀😀', 5)).toBe('😀😀…');
    expect(shortened('abc', 3)).toBe('abc');
  });
});

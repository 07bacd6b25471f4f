import { describe, expect, it } from 'vitest';
import { CapturedBefore, readCaptured } from '../../src/ingest/captured.ts';

const at = 1_800_000_000_000;
const body = { action: 'triggered', data: { event: { title: 'Ω' } } };
const line = (change: object): string => JSON.stringify({ at, resource: 'event_alert', body, ...change });

function read(text: string) {
  const captured = readCaptured(text, 7);
  if ('problem' in captured) throw new Error(captured.problem);
  return captured;
}

describe('a captured webhook', () => {
  it('is what the door would have made of it, at its time', () => {
    expect(read(line({}))).toMatchObject({
      at,
      delivery: {
        source: 'sentry',
        kind: 'event_alert',
        id: 'line 7',
        body: JSON.stringify(body),
        digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      },
    });
    expect(read(line({ at: '2027-01-15T08:00:00.000Z' })).at).toBe(at);
    expect(read(line({ id: 'r-1' })).delivery.id).toBe('r-1');
    expect(read(line({ resource: 'legacy' })).delivery.source).toBe('sentry-legacy');
  });

  it('may hold its body as the text that it was, byte by byte', () => {
    const text = '{ "action":"triggered",  "data":{} }';
    expect(read(line({ body: text })).delivery.body).toBe(text);
  });

  it.each([
    ['no JSON', '{"at":', 'not a JSON object'],
    ['a list', '[]', 'not a JSON object'],
    ['no time', line({ at: undefined }), 'at: Write when'],
    ['a time that is none', line({ at: 'yesterday' }), 'at: Write when'],
    ['a time of nobody knows which zone', line({ at: '2027-01-15T08:00:00' }), 'at: Write it with its zone'],
    ['a day', line({ at: '2027-01-15' }), 'at: Write it with its zone'],
    ['seconds', line({ at: 1_800_000_000 }), 'at: This looks like seconds'],
    ['no resource', line({ resource: undefined }), 'resource: '],
    ['no body', line({ body: undefined }), 'body: '],
    ['a body that is no object', line({ body: [1] }), 'body: '],
    ['a text that is no JSON', line({ body: 'hello' }), 'body: '],
  ])('with %s says what to write', (_, text, problem) => {
    expect(readCaptured(text, 7)).toEqual({ problem: expect.stringContaining(problem) as string });
  });

  it('is known again as the inbox knows it: by its body for 24 h, unless its body tells of an act without a time', () => {
    const before = new CapturedBefore();
    const first = read(line({}));
    expect(before.isKnown(first)).toBe(false);
    expect(before.isKnown({ ...first, at: at + 1_000 })).toBe(true);
    expect(before.isKnown({ ...first, at: at + 25 * 3_600_000 })).toBe(false);
    const resolve = read(line({ resource: 'issue' }));
    expect([before.isKnown(resolve), before.isKnown(resolve)]).toEqual([false, false]);
  });
});

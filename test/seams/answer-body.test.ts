import { describe, expect, it } from 'vitest';
import { beginningOf, boundedAnswer, textWithin } from '../../src/seams/answer-body.ts';

/** An answer without end, and how much of it was asked for. */
function endless(): { readonly answer: Response; readonly asked: () => number } {
  let parts = 0;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      parts += 1;
      controller.enqueue(new Uint8Array(1_000).fill(97));
    },
  });
  return { answer: new Response(body, { status: 200, headers: { 'x-of': 'it' } }), asked: () => parts };
}

describe('the body of an answer', () => {
  it('is read no further than was asked for', async () => {
    const { answer, asked } = endless();
    expect(await beginningOf(answer.body, 10_000)).toBe('a'.repeat(10_000));
    expect(asked()).toBeLessThan(20);
  });

  it('is an error where all of it is wanted and there is more', async () => {
    await expect(textWithin(endless().answer, 10_000)).rejects.toThrow('longer than 10000 bytes');
    expect(await textWithin(new Response('whole'), 5)).toBe('whole');
  });

  it('fails for whoever reads on, and is the same for whoever does not have to', async () => {
    const { answer, asked } = endless();
    const bounded = boundedAnswer(answer, 10_000);
    expect([bounded.status, bounded.headers.get('x-of')]).toEqual([200, 'it']);
    await expect(bounded.text()).rejects.toThrow('longer than 10000 bytes');
    expect(asked()).toBeLessThan(20);
    expect(await boundedAnswer(Response.json({ ok: true }), 100).json()).toEqual({ ok: true });
  });

  it('may be none', async () => {
    expect(await beginningOf(null, 10)).toBe('');
    expect(await boundedAnswer(new Response(null, { status: 204 }), 10).text()).toBe('');
  });
});

import { EventEmitter } from 'node:events';
import type { Request, Response } from 'express';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFeed } from '../../../simulator/ui/door/feed.ts';
import type { Look } from '../../../simulator/ui/show/look.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A page that reads, or does not. */
class Page extends EventEmitter {
  readonly heard: string[] = [];
  writableNeedDrain = false;
  code = 0;
  writeHead(code: number): this {
    this.code = code;
    return this;
  }
  status(code: number): this {
    this.code = code;
    return this;
  }
  end(): this {
    return this;
  }
  write(text: string): boolean {
    this.heard.push(text);
    return true;
  }
}

function scene() {
  const empty = { webhooks: 0, perMinute: 0, posts: 0, updates: 0, limited: 0, woken: 0 };
  const nothing: Omit<Look, 'at'> = {
    speed: 1,
    story: null,
    figures: empty,
    channels: [],
    messages: [],
    pages: [],
    pagerTells: false,
    versus: null,
    broken: [],
    pace: null,
    whispers: [],
  };
  const closing = new AbortController();
  const seen = { looks: 0 };
  const feed = createFeed(() => ({ ...nothing, at: (seen.looks += 1) }), closing.signal);
  const open = (): Page => {
    const page = new Page();
    feed(page as unknown as Request, page as unknown as Response);
    return page;
  };
  return { open, seen, closing };
}

describe('the feed of the page', () => {
  it('looks four times a second for all pages together, and never while nobody watches', async () => {
    const { open, seen } = scene();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(seen.looks).toBe(0);
    const pages = [open(), open()];
    expect(seen.looks).toBe(2);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(seen.looks).toBe(6);
    expect(pages.map(({ heard }) => heard.length)).toEqual([5, 5]);
    for (const page of pages) page.emit('close');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(seen.looks).toBe(6);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('leaves out whoever has not read the last, and looks for nobody where all are such', async () => {
    const { open, seen } = scene();
    const [slow, quick] = [open(), open()];
    slow.writableNeedDrain = true;
    await vi.advanceTimersByTimeAsync(1_000);
    expect([slow.heard.length, quick.heard.length]).toEqual([1, 5]);
    quick.emit('close');
    const looks = seen.looks;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(seen.looks).toBe(looks);
    slow.writableNeedDrain = false;
    await vi.advanceTimersByTimeAsync(250);
    expect(slow.heard).toHaveLength(2);
  });

  it('turns away the twenty-first, and ends with the fakes', () => {
    const { open, closing } = scene();
    const codes = Array.from({ length: 21 }, () => open().code);
    expect(codes).toEqual([...Array.from({ length: 20 }, () => 200), 503]);
    closing.abort();
    expect(vi.getTimerCount()).toBe(0);
    expect(open().code).toBe(503);
  });
});

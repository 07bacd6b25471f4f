import { describe, expect, it } from 'vitest';
import type { Look } from '../../../simulator/ui/show/look.ts';
import type { ShownMessage } from '../../../simulator/ui/show/messages.ts';
import { newsFor } from '../../../simulator/ui/show/news.ts';

const message = (ts: string, so: Partial<ShownMessage> = {}): ShownMessage => ({
  channel: 'C1',
  ts,
  by: 'stormrelay',
  version: 1,
  at: 0,
  changedAt: 0,
  replies: 0,
  repliesVersion: 0,
  broadcast: false,
  html: '<p>x</p>',
  ...so,
});

const look = (...messages: readonly ShownMessage[]): Look => ({
  at: 0,
  speed: 1,
  story: null,
  figures: { webhooks: 0, perMinute: 0, posts: 0, updates: 0, limited: 0, woken: 0 },
  channels: [],
  messages,
  pages: [],
  pagerTells: false,
  versus: null,
  broken: [],
  pace: null,
  whispers: [],
});

describe('what a page is told', () => {
  it('is everything at first, and then what is new: an edit, a reply, an end', () => {
    const first = newsFor(new Map(), look(message('1'), message('2'), message('3')));
    expect(first.news.messages.map(({ ts }) => ts)).toEqual(['1', '2', '3']);
    const same = newsFor(first.known, look(message('1'), message('2'), message('3')));
    expect(same.news).toMatchObject({ messages: [], gone: [] });
    const after = look(message('1', { version: 2 }), message('2', { replies: 1, repliesVersion: 1 }));
    const { news, known } = newsFor(same.known, after);
    expect(news.messages.map(({ ts }) => ts)).toEqual(['1', '2']);
    expect(news.gone).toEqual([{ channel: 'C1', ts: '3' }]);
    expect(newsFor(known, after).news).toMatchObject({ messages: [], gone: [] });
  });
});

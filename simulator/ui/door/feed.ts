import type { Request, Response } from 'express';
import type { Look } from '../show/look.ts';
import { newsFor, type Known } from '../show/news.ts';

/** Real ms between two looks at the fakes. */
const lookEveryMs = 250;
/** So many pages are fed at a time. */
const mostWatchers = 20;

interface Watcher {
  readonly response: Response;
  known: Known;
}

/**
 * Feeds pages with server-sent events, a few times a second. Nothing is looked at while nobody watches. Whoever has not
 * read the last one is left out until they have; what they are sent then is all that is new to them.
 */
export function createFeed(
  look: () => Look,
  closing: AbortSignal,
): (request: Request, response: Response) => void {
  const watchers = new Set<Watcher>();
  let timer: NodeJS.Timeout | null = null;
  const rest = (): void => {
    if (timer !== null) clearInterval(timer);
    timer = null;
  };
  const tick = (): void => {
    const ready = [...watchers].filter(({ response }) => !response.writableNeedDrain);
    if (ready.length === 0) return;
    const now = look();
    for (const watcher of ready) tell(watcher, now);
  };
  closing.addEventListener('abort', rest);
  return (_request, response) => {
    if (watchers.size >= mostWatchers || closing.aborted) {
      response.status(503).end();
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    const watcher: Watcher = { response, known: new Map() };
    watchers.add(watcher);
    response.on('close', () => {
      watchers.delete(watcher);
      if (watchers.size === 0) rest();
    });
    tell(watcher, look());
    timer ??= setInterval(tick, lookEveryMs);
  };
}

function tell(watcher: Watcher, look: Look): void {
  const { news, known } = newsFor(watcher.known, look);
  watcher.known = known;
  watcher.response.write(`data: ${JSON.stringify(news)}\n\n`);
}

import { get } from 'node:http';
import type { Request, Response } from 'express';
import type { Beside } from '../show/beside.ts';

/** Hands on what the other half's fakes tell their own page: this page loads nothing from another origin. */
export function besideFeed(beside: {
  readonly current: Beside | null;
}): (request: Request, response: Response) => void {
  return (_request, response) => {
    const { current } = beside;
    if (current === null) {
      response.status(404).json({ error: { message: 'No other relay runs beside this one.' } });
      return;
    }
    const asked = get(new URL('feed', current.windowUrl), (fed) => {
      response.writeHead(fed.statusCode ?? 502, {
        'content-type': fed.headers['content-type'],
        'cache-control': 'no-store',
      });
      fed.on('error', () => response.destroy());
      fed.pipe(response);
    });
    asked.on('error', () => response.destroy());
    response.on('close', () => asked.destroy());
  };
}

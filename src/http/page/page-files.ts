import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Router, type Request, type Response } from 'express';
import { onlyMethods } from '../errors.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.html': 'text/html; charset=utf-8',
};

const zipped = promisify(gzip);

/**
 * The files of a folder beside this file, each at `/<name>`: `looks` are what the log-in shows too, `built` is the live
 * page's alone, made by `build-page.ts`. What is no file of it goes on to the next handler.
 */
export function pageFiles(name: 'looks' | 'built'): Router {
  const folder = join(import.meta.dirname, name);
  const router = Router({ caseSensitive: true, strict: true });
  for (const file of readdirSync(folder))
    router
      .route(`/${file}`)
      .get(served(readFileSync(join(folder, file)), file))
      .all(onlyMethods('GET'));
  return router;
}

/**
 * Answers with bytes that stay what they are, compressed where that is understood. A page of another version than its
 * relay could misread what it is fed, so browsers ask every time, and are told that they have it by what it says: no
 * stamp tells when this relay was installed.
 */
export function served(bytes: Buffer, file: string): (request: Request, response: Response) => Promise<void> {
  const tag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  const type = contentTypes[extname(file)] ?? 'application/octet-stream';
  let small: Promise<Buffer> | null = null;
  return async (request, response) => {
    response.setHeader('Content-Type', type);
    response.setHeader('Cache-Control', 'no-cache');
    response.setHeader('Vary', 'Accept-Encoding');
    response.setHeader('ETag', tag);
    if (request.headers['if-none-match'] === tag) {
      response.status(304).end();
      return;
    }
    const compressed = request.acceptsEncodings('gzip') === 'gzip';
    if (compressed) response.setHeader('Content-Encoding', 'gzip');
    // For the first who asks: most relays are never looked at.
    const body = compressed ? await (small ??= zipped(bytes, { level: 9 })) : bytes;
    response.setHeader('Content-Length', body.length);
    response.end(body);
  };
}

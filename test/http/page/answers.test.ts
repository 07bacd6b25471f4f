import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startFakeRelay, type FakeRelay } from '../doubles/fake-relay.ts';

const pageFolder = path.resolve(import.meta.dirname, '../../../src/http/page');
const contentTypes: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

let relay: FakeRelay;
beforeEach(async () => {
  relay = await startFakeRelay();
});
afterEach(() => relay.close());

describe('answers', () => {
  it('carry a strict policy and no trace of the framework', async () => {
    const { headers } = await fetch(`${relay.url}/`);
    const policy = headers.get('content-security-policy') ?? '';
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ])
      expect(policy).toContain(part);
    expect(policy).not.toContain('unsafe');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect((await fetch(`${relay.url}/api/books`)).headers.get('cache-control')).toBe('no-store');
  });

  it('show the files of the page, and nothing beside them', async () => {
    const files = ['looks', 'built'].flatMap((folder) =>
      readdirSync(path.join(pageFolder, folder)).map((name) => ({ folder, name })),
    );
    expect(files.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['page.css', 'live.js', 'live.css']),
    );
    for (const { folder, name } of files) {
      const answer = await fetch(`${relay.url}/${name}`);
      expect(answer.status, name).toBe(200);
      expect(await answer.text(), name).toBe(readFileSync(path.join(pageFolder, folder, name), 'utf8'));
      expect(answer.headers.get('content-type'), name).toBe(contentTypes[path.extname(name)]);
      expect(answer.headers.get('cache-control'), name).toBe('no-cache');
      expect(answer.headers.get('content-encoding'), name).toBe('gzip');
      const tag = answer.headers.get('etag') ?? '';
      const again = await fetch(`${relay.url}/${name}`, { headers: { 'if-none-match': tag } });
      expect([again.status, await again.text()], name).toEqual([304, '']);
      expect(answer.headers.get('last-modified'), name).toBeNull();
      const plain = await fetch(`${relay.url}/${name}`, { headers: { 'accept-encoding': 'identity' } });
      expect(plain.headers.get('content-encoding'), name).toBeNull();
      expect((await plain.arrayBuffer()).byteLength, name).toBe(Number(plain.headers.get('content-length')));
      const posted = await fetch(`${relay.url}/${name}`, { method: 'POST' });
      expect([posted.status, posted.headers.get('allow')], name).toEqual([405, 'GET']);
    }
    for (const beside of ['index.html', 'login.html', 'looks/', 'looks/page.css', '..%2Fpage.ts', 'none.js'])
      expect((await fetch(`${relay.url}/${beside}`)).status, beside).toBe(404);
  });

  it('tell nothing of the inside when something breaks', async () => {
    const broken = {
      store: { ...relay.deps.store, books: () => Promise.reject(new Error('secret inside')) },
    };
    const other = await startFakeRelay({ overrides: broken });
    const response = await fetch(`${other.url}/api/books`);
    const text = await response.text();
    await other.close();
    expect(response.status).toBe(500);
    expect(text).not.toContain('secret inside');
  });
});

import { describe, expect, it } from 'vitest';
import { watchAppends } from '../../src/ingest/watched-append.ts';
import { StoreFull } from '../../src/seams/store.ts';

describe('a watched append', () => {
  it('remembers why the newest one failed, until one succeeds', async () => {
    let full = true;
    const append = (): Promise<[]> => (full ? Promise.reject(new StoreFull('no room')) : Promise.resolve([]));
    const watched = watchAppends({ append });
    expect(watched.trouble()).toBeNull();
    await expect(watched.append([], 0)).rejects.toThrow(StoreFull);
    expect(watched.trouble()).toBe('no room');
    full = false;
    await watched.append([], 0);
    expect(watched.trouble()).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import type { Deploy } from '../../../src/domain/deploy.ts';
import { releasesKey } from '../../../src/domain/release.ts';
import type { Change } from '../../../src/domain/state.ts';
import { batch, meta, t0 } from '../nouns.ts';
import { eachWithStore } from './opened.ts';
import type { Open } from './opened.ts';

const deployed = (at: number, version: string): Deploy => {
  return { version, at, by: 'Ada', what: null, compareUrl: null };
};

function releases(
  environment: 'production' | 'non-production',
  service: string,
  deploys: readonly Deploy[],
): Change {
  const key = releasesKey(environment, service);
  return { table: 'release', key, row: { key, service, versions: [], deploys } };
}

/** What every store must tell of the rules that hold, and of deploys. */
export function rulingContract(open: Open): void {
  const held = eachWithStore(open);

  it('tells the rules as the brain committed them, and since when, where that is known', async () => {
    const { store } = held.current;
    expect(await store.ruling()).toBeNull();
    const older = meta();
    await store.commit(batch({ changes: [{ table: 'meta', row: older }] }), t0);
    expect(await store.ruling()).toEqual({ policy: older.policy, since: null });
    const row = meta({ policySince: t0 + 5 });
    await store.commit(batch({ changes: [{ table: 'meta', row }] }), t0);
    expect(await (await held.current.reopen()).ruling()).toEqual({ policy: row.policy, since: t0 + 5 });
  });

  describe('deploys', () => {
    it('are listed newest first, of all services, within the time and the number that is asked for', async () => {
      const { store } = held.current;
      const changes = [
        { table: 'meta', row: meta() } as const,
        releases('production', 'cart', [deployed(t0 + 9, 'c2'), deployed(t0 + 2, 'c1')]),
        releases('production', 'shop', [deployed(t0 + 5, 's1'), deployed(t0 - 1, 's0')]),
        releases('non-production', 'shop', [deployed(t0 + 6, 's2')]),
        releases('production', 'never', []),
      ];
      await store.commit(batch({ changes }), t0);
      const versions = async (limit: number): Promise<readonly (string | null)[]> =>
        (await store.deploys(t0, limit)).map(({ version }) => version);
      expect(await versions(9)).toEqual(['c2', 's2', 's1', 'c1']);
      expect(await versions(3)).toEqual(['c2', 's2', 's1']);
      expect((await store.deploys(t0, 9))[1]).toEqual({
        service: 'shop',
        environment: 'non-production',
        ...deployed(t0 + 6, 's2'),
      });
    });
  });
}

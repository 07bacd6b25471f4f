import type { SimClock } from '../../../../simulator/clock.ts';
import type { MiniBrain, MiniFatal } from './mini-brain.ts';
import type { MiniVendors } from './mini-vendors.ts';
import type { Sabotage } from './sabotage.ts';

/** Who is woken by the little relay. */
export interface MiniPager {
  /** A webhook came in. */
  heard(): void;
  acknowledge(): void;
  /** Sends what is due. */
  keep(): Promise<void>;
}

/** So much quiet, and what comes next is news. */
const QUIET_MS = 40_000;

/** Pages at the third service and for each crash, again after a quiet time, and resolves when every issue is. */
export function createMiniPager(of: {
  readonly brain: MiniBrain;
  readonly vendors: MiniVendors;
  readonly sabotage: Sabotage;
  readonly clock: SimClock;
}): MiniPager {
  const { brain, vendors, sabotage, clock } = of;
  let heardAt = -Infinity;
  let again = false;
  let generation = 1;
  const storm = () => ({ key: `i1:${generation}`, summary: `Trouble in ${brain.services().join(', ')}` });
  return {
    heard: () => {
      const now = clock.now();
      if (brain.page === 'open' && now - heardAt >= QUIET_MS && sabotage.pageOnce !== true) again = true;
      if (brain.page === 'acknowledged' && sabotage.pageAfterAck === true && generation === 1) {
        generation = 2;
        brain.page = 'none';
      }
      heardAt = now;
    },
    acknowledge: () => {
      if (brain.page === 'open') brain.page = 'acknowledged';
      void vendors.page('acknowledge', storm());
    },
    keep: async () => {
      if (sabotage.swallowFatals !== true)
        for (const fatal of brain.fatals.values()) await keepFatal(fatal, vendors);
      if (again || (brain.page === 'none' && brain.services().length >= 3)) {
        again = false;
        brain.page = 'open';
        await vendors.page('trigger', storm());
      }
      if (!['open', 'acknowledged'].includes(brain.page) || !brain.allResolved()) return;
      brain.page = 'resolved';
      await vendors.page('resolve', { key: 'i1:1', summary: '' });
      if (generation > 1) await vendors.page('resolve', storm());
      if (sabotage.triggerAfterResolve !== true) return;
      await vendors.page('trigger', storm());
      await vendors.page('resolve', storm());
    },
  };
}

async function keepFatal(fatal: MiniFatal, vendors: MiniVendors): Promise<void> {
  const page = { key: `f${fatal.issue}:1`, summary: fatal.title };
  if (fatal.page === 'none') {
    fatal.page = 'open';
    await vendors.page('trigger', page);
  }
  if (fatal.page === 'open' && fatal.over) {
    fatal.page = 'resolved';
    await vendors.page('resolve', page);
  }
}

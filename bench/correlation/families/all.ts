import type { Family } from '../family.ts';
import { access } from './access.ts';
import { caches } from './caches.ts';
import { machines } from './machines.ts';
import { network } from './network.ts';
import { orchestration } from './orchestration.ts';
import { queues } from './queues.ts';
import { releases } from './releases.ts';
import { sqlDatabases } from './sql.ts';
import { stores } from './stores.ts';
import { trust } from './trust.ts';
import { upstreams } from './upstreams.ts';
import { wrongData } from './wrong-data.ts';

/** Every family of outages. */
export const families: readonly Family[] = [
  ...caches,
  ...sqlDatabases,
  ...queues,
  ...stores,
  ...trust,
  ...network,
  ...machines,
  ...orchestration,
  ...upstreams,
  ...access,
  ...releases,
  ...wrongData,
];

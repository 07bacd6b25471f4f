import type { Family } from '../family.ts';
import { caches } from './caches.ts';
import { sqlDatabases } from './sql.ts';

/** Every family of outages. */
export const families: readonly Family[] = [...caches, ...sqlDatabases];

import { describe } from 'vitest';
import { booksContract } from './contract/books.ts';
import { brainContract } from './contract/brain.ts';
import { decisionsContract } from './contract/decisions.ts';
import { dispatchContract } from './contract/dispatch.ts';
import { drillContract } from './contract/drills.ts';
import { foldingContract } from './contract/folding.ts';
import { incidentListContract } from './contract/incident-lists.ts';
import { inboxContract } from './contract/inbox.ts';
import { leaseContract } from './contract/leases.ts';
import { notificationContract } from './contract/notifications.ts';
import type { Open } from './contract/opened.ts';
import { objectivesContract } from './contract/objectives.ts';
import { operatorContract } from './contract/operator.ts';
import { overflowContract } from './contract/overflow.ts';
import { pruneContract } from './contract/prune.ts';
import { quarantineContract } from './contract/quarantine.ts';
import { rulingContract } from './contract/ruling.ts';

/** What every store must do; each implementation runs it with a way to open an empty store. */
export function storeContract(name: string, open: Open): void {
  describe(`${name}: the inbox`, () => inboxContract(open));
  describe(`${name}: the quarantine`, () => quarantineContract(open));
  describe(`${name}: the brain's side`, () => brainContract(open));
  describe(`${name}: decisions`, () => decisionsContract(open));
  describe(`${name}: leases`, () => leaseContract(open));
  describe(`${name}: notifications`, () => notificationContract(open));
  describe(`${name}: dispatch's side`, () => dispatchContract(open));
  describe(`${name}: the operators' side`, () => operatorContract(open));
  describe(`${name}: what holds, and what was deployed`, () => rulingContract(open));
  describe(`${name}: lists of incidents`, () => incidentListContract(open));
  describe(`${name}: pruning`, () => pruneContract(open));
  describe(`${name}: the books`, () => booksContract(open));
  describe(`${name}: the books of what is forgotten`, () => foldingContract(open));
  describe(`${name}: kinds of work and overflows`, () => overflowContract(open));
  describe(`${name}: drills`, () => drillContract(open));
  describe(`${name}: objectives`, () => objectivesContract(open));
}

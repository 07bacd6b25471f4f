import { randomUUID } from 'node:crypto';
import type { HttpDeps } from '../http/http-deps.ts';
import type { Inbox } from '../ingest/inbox.ts';
import { laneWordDelivery } from '../ingest/lane-report.ts';
import { operatorDelivery } from '../ingest/operator-command.ts';
import { silenceDelivery } from '../ingest/silence-entry.ts';

/** What operators say becomes an entry like everything else. */
export function peopleWords(
  inbox: Pick<Inbox, 'accept'>,
): Pick<HttpDeps, 'silence' | 'resetLane' | 'operator'> {
  return {
    silence: (word) => inbox.accept(silenceDelivery(word, randomUUID())),
    resetLane: (word) => inbox.accept(laneWordDelivery(word, randomUUID())),
    operator: (command) => inbox.accept(operatorDelivery(command, randomUUID(), 'operator')),
  };
}

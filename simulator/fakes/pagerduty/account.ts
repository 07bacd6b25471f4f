import type { SimClock } from '../../clock.ts';
import type { PagerDutyCall, PagerDutyIncident, PagerDutyNote, PagerDutyWaking } from '../../observed.ts';
import type { SeededRandom } from '../../seeded-random.ts';
import type { Happening } from './webhook-body.ts';
import type { WebhookSender } from './webhooks.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** An incident as the fake keeps it. */
export type StoredIncident = Writable<PagerDutyIncident>;

/** A service with one Events v2 integration. */
export interface PagerDutyService {
  readonly id: string;
  readonly routingKey: string;
  /** The open incident of each dedup_key. */
  readonly open: Map<string, StoredIncident>;
}

/** Somebody on call by the one escalation policy. */
export interface OnCallPerson {
  readonly name: string;
  /** 1 is woken first. */
  readonly level: number;
}

/** A user in whose name programs may write; everybody on call is one as well. */
export const programsUser = { name: 'Storm Relay', email: 'storm.relay@example.com' } as const;

/** The address of a user. */
export function emailOf(name: string): string {
  return `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '.')}@example.com`;
}

/** The one escalation policy, by which every service goes. */
export const escalationPolicy = 'PFAKEEP';

/** Everything the fake PagerDuty remembers. */
export interface Account {
  readonly clock: SimClock;
  readonly random: SeededRandom;
  readonly apiToken: string;
  readonly services: Map<string, PagerDutyService>;
  readonly calls: PagerDutyCall[];
  readonly incidents: StoredIncident[];
  readonly wakings: PagerDutyWaking[];
  readonly notes: PagerDutyNote[];
  /** Who is on call now. */
  onCall: readonly OnCallPerson[];
  readonly webhooks: WebhookSender;
  /** What happened last to each incident, by its id. */
  readonly latest: Map<string, Happening>;
  /** Tells the webhook's subscriber. */
  happened(happening: Happening): void;
}

const idLetters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** An account with one service. */
export function createAccount(clock: SimClock, random: SeededRandom, webhooks: WebhookSender): Account {
  const apiToken = `u+${random.text(18, idLetters.toLowerCase())}`;
  const account: Account = {
    clock,
    random,
    apiToken,
    services: new Map(),
    calls: [],
    incidents: [],
    wakings: [],
    notes: [],
    onCall: [
      { name: 'Robin Fake', level: 1 },
      { name: 'Kim Fake', level: 2 },
    ],
    webhooks,
    latest: new Map(),
    happened: (happening) => {
      account.latest.set(happening.incident.id, happening);
      webhooks.tell(happening, account.incidents.findIndex(({ id }) => id === happening.incident.id) + 1);
    },
  };
  addService(account);
  return account;
}

/** Adds a service and returns its routing key of 32 characters; one that is there stays as it is. */
export function addService(account: Account, routingKey = account.random.hex(32)): string {
  if (account.services.has(routingKey)) return routingKey;
  account.services.set(routingKey, { id: newId(account, 'P', 6), routingKey, open: new Map() });
  return routingKey;
}

/** An id of PagerDuty's shape, for example `PABC123`. */
export function newId(account: Account, first: string, length: number): string {
  return first + account.random.text(length, idLetters);
}

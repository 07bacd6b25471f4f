import { z } from 'zod';
import type { BooksNow } from '../../../simulator/run/relay-api.ts';

const column = z.number().int();
const books = z.object({
  accepted: column,
  shown: column,
  folded: column,
  suppressed: column,
  setAside: column,
  dead: column,
  inFlight: column,
  oldestInFlightMs: z.number().nullable(),
});
const view = z.object({
  id: z.string(),
  title: z.string(),
  status: z.enum(['open', 'acknowledged', 'resolved']),
  parent: z.string().nullable(),
  storm: z.string().nullable(),
  services: z.array(z.string()),
  children: z.number(),
  alerts: z.number(),
  page: z.object({ state: z.string(), reason: z.string().nullable() }),
  acknowledgedBy: z.string().nullable(),
});
const notification = z.object({
  id: z.string(),
  receiver: z.string(),
  surface: z.string(),
  wanted: z.string(),
  phase: z.string(),
  current: z.boolean(),
  attempts: z.number(),
  lastError: z.string().nullable(),
  dead: z.boolean(),
  link: z.string().nullable(),
});
const whole = z.object({
  view,
  incident: z.object({
    previous: z.string().nullable(),
    generation: z.number(),
    alerts: z.number(),
  }),
  timeline: z.array(z.object({ kind: z.string(), detail: z.string() })),
  notifications: z.array(notification),
});
const lane = z.object({
  id: z.string(),
  state: z.object({ kind: z.string(), reason: z.string().optional() }),
  pending: z.number(),
  inFlight: z.number(),
  lagMs: z.number(),
});
const deadLetter = z.object({
  id: z.number(),
  kind: z.string(),
  subject: z.string(),
  reason: z.string(),
  state: z.string(),
});
const setAside = z.object({
  seq: z.number(),
  disposition: z.object({ kind: z.string(), reason: z.string() }),
});
const refused = z.object({
  status: z.number(),
  code: z.string(),
  message: z.string(),
  bytes: z.number(),
  kind: z.string().nullable(),
});
const quarantined = z.object({
  id: z.number(),
  kind: z.string(),
  deliveryId: z.string(),
  reason: z.string(),
});
const readiness = z.object({ ready: z.boolean(), reasons: z.array(z.string()), notes: z.array(z.string()) });

/** One incident of the list. */
export type IncidentRow = z.infer<typeof view>;
/** One incident with its story. */
type IncidentWhole = z.infer<typeof whole>;

/** What operators read and do, checked as far as the journeys look. */
export interface OperatorApi {
  books(): Promise<BooksNow>;
  incidents(): Promise<readonly IncidentRow[]>;
  incident(id: string): Promise<IncidentWhole>;
  lanes(): Promise<readonly z.infer<typeof lane>[]>;
  deadLetters(state?: string): Promise<readonly z.infer<typeof deadLetter>[]>;
  setAside(): Promise<readonly z.infer<typeof setAside>[]>;
  refused(): Promise<readonly z.infer<typeof refused>[]>;
  quarantine(): Promise<readonly z.infer<typeof quarantined>[]>;
  readiness(): Promise<z.infer<typeof readiness>>;
  /** POSTs JSON to an address below `/api/`. */
  post(path: string, body?: unknown): Promise<{ readonly status: number; readonly body: unknown }>;
}

/** Asks the relay at `url`; rejects when it does not answer, or with another shape. */
export function operatorApi(url: string): OperatorApi {
  const get = async <T extends z.ZodType>(path: string, shape: T): Promise<z.infer<T>> => {
    const response = await fetch(`${url}${path}`, { signal: AbortSignal.timeout(10_000) });
    return shape.parse(await response.json());
  };
  return {
    books: () => get('/api/books', books),
    incidents: async () => (await get('/api/incidents', z.object({ incidents: z.array(view) }))).incidents,
    incident: (id) => get(`/api/incidents/${id}`, whole),
    lanes: async () => (await get('/api/lanes', z.object({ lanes: z.array(lane) }))).lanes,
    deadLetters: async (state = 'open') =>
      (await get(`/api/dead-letters?state=${state}`, z.object({ deadLetters: z.array(deadLetter) })))
        .deadLetters,
    setAside: async () => (await get('/api/set-aside', z.object({ entries: z.array(setAside) }))).entries,
    refused: async () => (await get('/api/refused', z.object({ refused: z.array(refused) }))).refused,
    quarantine: async () =>
      (await get('/api/quarantine', z.object({ quarantined: z.array(quarantined) }))).quarantined,
    readiness: () => get('/readyz', readiness),
    post: async (path, body = {}) => {
      const response = await fetch(`${url}/api/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(10_000),
      });
      const answer: unknown = await response.json();
      return { status: response.status, body: answer };
    },
  };
}

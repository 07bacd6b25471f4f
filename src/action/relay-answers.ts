import * as z from 'zod/mini';
import type { DrillReport, DrillTicket } from '../domain/drill-report.ts';

// An older relay leaves fields out, a newer one adds some and knows states that we do not: what decides is required,
// the rest has a default, and an unknown state counts as the one that proves nothing.

const text = z.string();
const textOrNull = z.catch(z.nullable(z.string()), null);
const time = z.number();
const timeOrNull = z.catch(z.nullable(z.number()), null);
const hopKind = z.enum(['slack', 'page']);

const ticket = z.object({
  /** It goes into a header. */
  id: z.string().check(z.regex(/^[\x21-\x7e]{1,100}$/)),
  nonce: z.string().check(z.minLength(8)),
  expiresAt: time,
  alerts: z.number().check(z.int(), z.gte(1), z.lte(100)),
  provable: z.array(text),
  notes: z.catch(z.array(text), []),
});

const subject = z.object({
  service: z.catch(text, ''),
  environment: z.catch(text, ''),
  release: textOrNull,
  by: textOrNull,
});

const incident = z.object({
  id: text,
  status: z.catch(z.enum(['open', 'acknowledged', 'resolved']), 'open'),
  storm: textOrNull,
  children: z.catch(z.number(), 0),
  pageReason: textOrNull,
});

const hop = z.object({
  hop: text,
  receiver: text,
  real: z.catch(z.boolean(), false),
  incident: text,
  state: z.catch(z.enum(['waiting', 'accepted', 'confirmed', 'failed']), 'waiting'),
  acceptedAfterMs: timeOrNull,
  confirmedAfterMs: timeOrNull,
  trouble: textOrNull,
  unconfirmed: textOrNull,
  handle: textOrNull,
  link: textOrNull,
});

const probe = z.object({
  receiver: text,
  kind: z.catch(z.enum(['chat', 'pager']), 'chat'),
  state: z.catch(z.enum(['asking', 'ok', 'failed', 'unknown']), 'unknown'),
  // An older relay does not say.
  proven: z.catch(z.boolean(), true),
  detail: z.catch(text, ''),
});

const signs = z.object({
  lastAt: timeOrNull,
  lastSecret: textOrNull,
  refusedSince: z.catch(z.number(), 0),
  firstRefusedAt: timeOrNull,
});

const report = z.object({
  id: text,
  now: time,
  state: z.catch(z.enum(['registered', 'running', 'passed', 'failed', 'cancelled', 'expired']), 'running'),
  scenario: z.catch(z.enum(['single', 'storm']), 'single'),
  subject: z.catch(subject, { service: '', environment: '', release: null, by: null }),
  registeredAt: time,
  expiresAt: time,
  endedAt: timeOrNull,
  alerts: z.object({ allowed: z.number(), taken: z.number(), firstAt: timeOrNull }),
  incidents: z.array(incident),
  hops: z.array(hop),
  receivers: z._default(z.array(probe), []),
  sentry: z._default(signs, { lastAt: null, lastSecret: null, refusedSince: 0, firstRefusedAt: null }),
  leftOpen: z._default(z.array(text), []),
});

const recorded = z.object({ notes: z.catch(z.array(text), []) });

const refusal = z.object({
  error: z.object({ code: text, message: z.catch(text, '') }),
});

/** What the relay says when it refuses. */
export interface RelayRefusal {
  readonly code: string;
  readonly message: string;
}

/** What a drill's registration was answered with; null when it is not in the relay's words. */
export function readTicket(body: unknown): DrillTicket | null {
  const read = ticket.safeParse(body);
  if (!read.success) return null;
  return { ...read.data, provable: read.data.provable.filter(isHopKind) };
}

/** How far a drill got; null when it is not in the relay's words. Hops of kinds that are unknown here are left out. */
export function readReport(body: unknown): DrillReport | null {
  const read = report.safeParse(body);
  if (!read.success) return null;
  const hops = read.data.hops.flatMap((one) => (isHopKind(one.hop) ? [{ ...one, hop: one.hop }] : []));
  return { ...read.data, hops };
}

/** What the relay has to say about a deploy that it recorded; null when it is not in the relay's words. */
export function readNotes(body: unknown): readonly string[] | null {
  const read = recorded.safeParse(body);
  return read.success ? read.data.notes : null;
}

/** The relay's own reason, or null when whoever answered is not a relay. */
export function readRefusal(body: unknown): RelayRefusal | null {
  const read = refusal.safeParse(body);
  return read.success ? read.data.error : null;
}

function isHopKind(kind: string): kind is 'slack' | 'page' {
  return hopKind.safeParse(kind).success;
}

import * as z from 'zod/mini';
import type { DrillHop, DrillReport, DrillTicket } from '../../domain/drill-report.ts';
import { isTroubleCode, type TroubleCode } from '../../domain/trouble.ts';

// An older relay leaves fields out, a newer one adds some and knows states that we do not: what decides is required,
// the rest has a default, and an unknown state counts as the one that proves nothing.

const text = z.string();
const textOrNull = z.catch(z.nullable(text), null);
const timeOrNull = z.catch(z.nullable(z.number()), null);
const texts = z._default(z.array(text), []);

const ticket = z.object({
  /** It goes into a header. */
  id: text.check(z.regex(/^[\x21-\x7e]{1,100}$/)),
  nonce: text.check(z.minLength(8)),
  expiresAt: z.number(),
  alerts: z.number().check(z.int(), z.gte(1), z.lte(100)),
  provable: known(z.enum(['slack', 'page'])),
  notes: z.catch(texts, []),
});

const trouble = z.catch(
  z.nullable(
    z.object({
      code: z.catch(z.custom<TroubleCode>(isTroubleCode), 'unknown'),
      cause: text,
      advice: z.catch(text, ''),
      passes: z.catch(z.boolean(), true),
    }),
  ),
  null,
);

const taken = z.object({
  how: z.catch(z.enum(['accepted', 'confirmed']), 'accepted'),
  acceptedMs: timeOrNull,
  confirmedMs: timeOrNull,
});

const step = z.object({
  step: z.enum(['brain', 'storm', 'slack', 'page', 'sentry']),
  state: z.catch(z.enum(['waiting', 'ok', 'failed']), 'waiting'),
  done: z.catch(z.boolean(), false),
  note: textOrNull,
  trouble,
  taken: z.catch(z.nullable(taken), null),
});

const hop = z.looseObject({
  hop: z.enum(['slack', 'page']),
  receiver: text,
  handle: textOrNull,
  link: textOrNull,
});

const probe = z.object({
  receiver: text,
  kind: z.enum(['chat', 'pager']),
  state: z.catch(z.enum(['asking', 'ok', 'failed', 'unknown']), 'unknown'),
  proven: z.catch(z.boolean(), true),
  detail: z.catch(text, ''),
  trouble,
});

const report = z.looseObject({
  /** Reports had none before the relay judged them itself. */
  version: z.catch(z.number(), 0),
  state: z.catch(z.enum(['registered', 'running', 'passed', 'failed', 'cancelled', 'expired']), 'running'),
  hops: known(hop),
  steps: z._default(known(step), []),
  receivers: z._default(known(probe), []),
  leftOpen: texts,
});

const recorded = z.object({ notes: z.catch(texts, []) });

const refusal = z.object({ error: z.object({ code: text, message: z.catch(text, '') }) });

/** A list without what a newer relay has in it and is unknown here. */
function known<T extends z.ZodMiniType>(item: T): z.ZodMiniType<z.output<T>[]> {
  return z.pipe(
    z.array(z.unknown()),
    z.transform((items) =>
      items.flatMap((one) => {
        const read = item.safeParse(one);
        return read.success ? [read.data] : [];
      }),
    ),
  );
}

/** What the relay says when it refuses. */
type RelayRefusal = z.infer<typeof refusal>['error'];

/** What of a relay's report the check works with; what else was in it is kept, and only shown. */
export interface ReportSeen extends Pick<
  DrillReport,
  'version' | 'state' | 'receivers' | 'steps' | 'leftOpen'
> {
  readonly hops: readonly Pick<DrillHop, 'hop' | 'receiver' | 'handle' | 'link'>[];
}

/** What a drill's registration was answered with; null when it is not in the relay's words. */
export function readTicket(body: unknown): DrillTicket | null {
  return ticket.safeParse(body).data ?? null;
}

/** How far a drill got; null when it is not in the relay's words. */
export function readReport(body: unknown): ReportSeen | null {
  return report.safeParse(body).data ?? null;
}

/** What the relay has to say about a deploy that it recorded; null when it is not in the relay's words. */
export function readNotes(body: unknown): readonly string[] | null {
  return recorded.safeParse(body).data?.notes ?? null;
}

/** The relay's own reason, or null when whoever answered is not a relay. */
export function readRefusal(body: unknown): RelayRefusal | null {
  return refusal.safeParse(body).data?.error ?? null;
}

import * as z from 'zod/mini';
import type { DrillHop, DrillReport, DrillTicket } from '../../domain/drill/drill-report.ts';
import { isTroubleCode, type TroubleCode } from '../../domain/sending/trouble.ts';

// An older relay leaves fields out, a newer one adds some and knows states that we do not: what decides is required,
// the rest has a default, and an unknown state counts as the one that proves nothing.

const text = z.string();
const textOrNull = orNull(text);
const texts = z._default(z.array(text), []);

/** What a drill's registration is answered with. */
export const ticket = z.object({
  /** It goes into a header. */
  id: text.check(z.regex(/^[\x21-\x7e]{1,100}$/)),
  nonce: text.check(z.minLength(8)),
  alerts: z.number().check(z.int(), z.gte(1), z.lte(100)),
  provable: known(z.enum(['slack', 'page'])),
  notes: z.catch(texts, []),
});

/** What of a ticket the check works with. */
export type TicketSeen = Omit<DrillTicket, 'expiresAt'>;

const trouble = orNull(
  z.object({
    code: z.catch(z.custom<TroubleCode>(isTroubleCode), 'unknown'),
    cause: text,
    advice: z.catch(text, ''),
    passes: z.catch(z.boolean(), true),
  }),
);

const step = z.object({
  step: z.enum(['brain', 'storm', 'slack', 'page', 'sentry']),
  state: z.catch(z.enum(['waiting', 'ok', 'failed', 'unknown']), 'waiting'),
  done: z.catch(z.boolean(), false),
  note: textOrNull,
  trouble,
  taken: orNull(
    z.object({
      how: z.catch(z.enum(['accepted', 'confirmed']), 'accepted'),
      acceptedMs: z.number(),
    }),
  ),
});

/** How far a drill got. What else is in it is kept, and only shown. */
export const report: z.ZodMiniType<ReportSeen> = z.looseObject({
  /** Reports had none before the relay judged them itself. */
  version: z.catch(z.number(), 0),
  state: z.catch(z.enum(['registered', 'running', 'passed', 'failed', 'cancelled', 'expired']), 'running'),
  hops: known(
    z.looseObject({
      hop: z.enum(['slack', 'page']),
      receiver: text,
      handle: textOrNull,
      link: textOrNull,
      trouble,
    }),
  ),
  steps: z._default(known(step), []),
  receivers: z._default(
    known(
      z.object({
        receiver: text,
        kind: z.enum(['chat', 'pager']),
        state: z.catch(z.enum(['asking', 'ok', 'failed', 'unknown']), 'unknown'),
        proven: z.catch(z.boolean(), true),
        detail: z.catch(text, ''),
        trouble,
      }),
    ),
    [],
  ),
  leftOpen: texts,
});

/** What of a relay's report the check works with. */
export type ReportSeen = Pick<DrillReport, 'version' | 'state' | 'receivers' | 'steps' | 'leftOpen'> & {
  readonly hops: readonly Pick<DrillHop, 'hop' | 'receiver' | 'handle' | 'link' | 'trouble'>[];
};

/** What the relay has to say of a deploy that it recorded. */
export const notes = z.pipe(
  z.object({ notes: z.catch(texts, []) }),
  z.transform(({ notes }) => notes),
);

/** An answer whose status says all: any JSON object will do. */
export const any = z.looseObject({});

/** The relay's own reason; whoever answers in other words is no relay. */
export const refusal = z.object({ error: z.object({ code: text, message: z.catch(text, '') }) });

function orNull<T extends z.ZodMiniType>(shape: T): z.ZodMiniType<z.output<T> | null> {
  return z.catch(z.nullable(shape), null);
}

/** A list without what a newer relay has in it and is unknown here. */
function known<T extends z.ZodMiniType>(item: T): z.ZodMiniType<z.output<T>[]> {
  return z.pipe(
    z.array(z.unknown()),
    z.transform((items) => items.map((one) => item.safeParse(one)).flatMap(({ data }) => data ?? [])),
  );
}

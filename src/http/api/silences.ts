import { z } from 'zod';
import { troubleOf } from '../../config/routing/matchers.ts';
import { matcherFaults } from '../../config/routing/matching/oddities.ts';
import { sentenceOf } from '../../domain/decision/words.ts';
import { isLabel, isProblem, parseMatcher, type Matcher } from '../../domain/routing/matcher.ts';
import { silenceBounds } from '../../domain/routing/silence.ts';
import type { SilenceWord } from '../../domain/inbox/silence-word.ts';
import { inhibitionViews, maintenanceViews } from '../../observe/quiet-view.ts';
import { silenceView } from '../../observe/silence-view.ts';
import { momentExample, momentIn } from '../../domain/text/moment.ts';
import type { HttpDeps } from '../http-deps.ts';
import { bodyBy, line, neededText, nothing } from './reading.ts';
import { figure, route, type Faults, type Route } from './route.ts';

const mostMatchers = 20;
const minuteMs = 60_000;
/** So many open incidents are looked through, the newest, for those that another one keeps quiet. */
const mostIncidents = 2_000;

const matcher = z
  .string()
  .max(2_000)
  .transform((text, context): Matcher => {
    const read = parseMatcher(text);
    const trouble = isProblem(read) ? read.advice : troubleOf(read);
    if (!isProblem(read) && trouble === null) return read;
    const at = isProblem(read) ? read.at : placeOf(read, text);
    context.addIssue({ code: 'custom', message: `At character ${at + 1} of ${text}: ${trouble}` });
    return z.NEVER;
  });

/** A silence that nothing ever meets would keep nothing quiet, and whoever adds one wants to sleep. */
function mayBeMet(matchers: readonly Matcher[], context: z.RefinementCtx): void {
  for (const { message } of matcherFaults(matchers, null, 'text'))
    context.addIssue({ code: 'custom', message });
}

/** Where in its text a matcher goes wrong that can be read: in its label, or else in its pattern. */
function placeOf({ label }: Matcher, text: string): number {
  return isLabel(label) ? text.indexOf('~') + 1 : text.indexOf(label);
}

/** When it begins: a text with its zone, or UNIX ms. */
const moment = z
  .union([z.string().transform(momentIn), z.int().positive()])
  .refine((at) => at !== null, `must be a moment with its zone, for example ${momentExample}, or UNIX ms`);

const wanted = bodyBy(
  z.object({
    matchers: z.array(matcher).min(1, 'Write at least one matcher.').max(mostMatchers).superRefine(mayBeMet),
    from: moment.optional(),
    forMs: z
      .int('must be a whole number of milliseconds')
      .min(minuteMs, 'must be at least a minute')
      .max(silenceBounds.longestMs, 'must be at most 30 days'),
    reason: neededText(300),
    who: line(80),
  }),
  'bad-silence',
);

/** `/api/silences`: what is kept quiet, and will be, by whom, until when: by silences, maintenance and other incidents. */
export function silenceRoutes(deps: HttpDeps): readonly Route[] {
  const list = figure('/silences', nothing, async () => {
    const now = deps.clock.now();
    const silences = await deps.store.silences();
    const policy = deps.policy();
    // Asked only where a rule could keep any of them quiet.
    const open =
      policy.inhibitRules === undefined
        ? []
        : await deps.store.incidents({ status: 'open', limit: mostIncidents });
    return {
      silences: silences.map((one) => silenceView(one, now)).reverse(),
      maintenance: maintenanceViews(policy, now),
      inhibitions: inhibitionViews(policy, open),
    };
  });
  const add = route({
    method: 'POST',
    path: '/silences',
    reads: wanted,
    answers: 201,
    errors: {
      'bad-silence': [
        400,
        'from: must not be past, nor more than 90 days ahead. Write a moment from now until {last}, for example "{example}"; leave it out to begin at once.',
      ],
      'not-added': [409, '{why}'],
      'not-applied': late,
    },
    answer: ({ said: { matchers, from, forMs, reason, who: by }, who }, fault) => {
      const now = deps.clock.now();
      const ahead = from === undefined ? 0 : from - now;
      // Whoever says "now" has read it from a clock of their own.
      if (ahead < -minuteMs || ahead > silenceBounds.aheadMs) throw fault('bad-silence', momentsFrom(now));
      const begins = from === undefined ? {} : { from };
      return give(deps, { action: 'add', matchers, ...begins, forMs, reason, by: by ?? who }, fault);
    },
  });
  const end = route({
    method: 'DELETE',
    path: '/silences/:id',
    reads: nothing,
    answers: 200,
    errors: { 'not-added': [409, '{why}'], 'not-applied': late },
    answer: ({ id, who }, fault) => give(deps, { action: 'end', silence: id, by: who }, fault),
  });
  return [list, add, end];
}

/** When a silence may begin that is added now, as it can be written. */
function momentsFrom(now: number): { readonly example: string; readonly last: string } {
  const written = (at: number): string => `${new Date(at).toISOString().slice(0, 16)}:00Z`;
  return { example: written(now + 60 * minuteMs), last: written(now + silenceBounds.aheadMs) };
}

const late = [
  503,
  'It is on disk and will hold soon, but has not been applied yet; ask for the list.',
] as const;

/** Waits until the brain has applied it, and says what it made of it. */
async function give(
  deps: HttpDeps,
  word: SilenceWord,
  fault: Faults<'not-added' | 'not-applied'>,
): Promise<object> {
  const { seq } = await deps.silence(word);
  await deps.applied(seq);
  const became = await deps.store.disposition(seq);
  if (became === null) throw fault('not-applied');
  const { decision } = became;
  if (decision.code !== 'silence-added' && decision.code !== 'silence-ended')
    throw fault('not-added', { why: sentenceOf(decision) });
  const found = (await deps.store.silences()).find(({ id }) => id === decision.silence);
  return { silence: found === undefined ? null : silenceView(found, deps.clock.now()) };
}

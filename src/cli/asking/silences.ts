import { z } from 'zod';
import { spanIn } from '../../domain/text/span.ts';
import { momentExample, momentIn } from '../../domain/text/moment.ts';
import { askRelay } from './ask-relay.ts';
import { UsageError } from '../complain.ts';
import { hanging, print } from '../print.ts';
import { when } from '../reading-store.ts';

/** What `silence add` is told beside its matchers. */
export interface SilenceOptions {
  readonly for: string;
  readonly from?: string;
  readonly reason: string;
  readonly by?: string;
}

/** `stormrelay silence add <matcher...>`: the running relay keeps it. */
export async function add(matchers: readonly string[], options: SilenceOptions): Promise<void> {
  const { reason, by, from } = options;
  const begins = from === undefined ? {} : { from: momentOf(from) };
  const wanted = { matchers, ...begins, forMs: timeOf(options.for), reason, who: by };
  const { id, from: start, until, standing } = added.parse(await askRelay('/api/silences', wanted)).silence;
  const span = standing === 'scheduled' ? `scheduled from ${when(start)} until` : 'silenced until';
  print(`${id}: ${span} ${when(until)} UTC. End it earlier with: stormrelay silence expire ${id}`);
}

/** `stormrelay silence list`: the newest first; `all`: ended ones too. Then what else keeps quiet, or will. */
export async function list({ all = false }: { readonly all?: boolean }): Promise<void> {
  const { silences, maintenance, inhibitions } = listed.parse(await askRelay('/api/silences', {}, 'GET'));
  const found = silences.filter(({ standing }) => all || standing !== 'ended');
  const lines = [
    ...found.map(line),
    ...maintenance.map(maintenanceLine),
    ...inhibitions.flatMap(({ name, quiet }) => quiet.map((one) => inhibitedLine(name, one))),
  ];
  if (lines.length === 0) print('Nothing is silenced.');
  for (const one of lines) print(one);
}

/** `stormrelay silence expire <id>`. */
export async function expire(id: string): Promise<void> {
  await askRelay(`/api/silences/${encodeURIComponent(id)}`, {}, 'DELETE');
  print(`${id}: ended. What still fires is shown now.`);
}

const shape = z.object({
  id: z.string(),
  matchers: z.array(z.string()),
  from: z.number(),
  until: z.number(),
  by: z.string(),
  reason: z.string(),
  standing: z.enum(['scheduled', 'active', 'ended']),
  endedBy: z.string().optional(),
});
const planned = z.object({
  name: z.string(),
  matchers: z.array(z.string()),
  reason: z.string(),
  active: z.boolean(),
  from: z.number().nullable(),
  until: z.number().nullable(),
});
const inhibited = z.object({
  incident: z.string(),
  title: z.string(),
  by: z.string(),
  byTitle: z.string(),
});
const listed = z.object({
  silences: z.array(shape),
  maintenance: z.array(planned),
  inhibitions: z.array(z.object({ name: z.string(), quiet: z.array(inhibited) })),
});
const added = z.object({ silence: shape });

function line({ id, matchers, from, until, by, reason, standing, endedBy }: z.infer<typeof shape>): string {
  const begin = standing === 'scheduled' ? `scheduled from ${when(from)} ` : '';
  const end = `${standing === 'ended' ? 'ended' : 'until'} ${when(until)} UTC${endedBy === undefined ? '' : ` by ${endedBy}`}`;
  return `${id}  ${begin}${end}  ${hanging(`${matchers.join(' ')}  ${by}: ${reason}`, 4)}`;
}

function maintenanceLine({ name, matchers, reason, active, from, until }: z.infer<typeof planned>): string {
  const begin = active || from === null ? '' : `next from ${when(from)} `;
  const end = until === null ? 'UTC' : `until ${when(until)} UTC`;
  return `maintenance  ${begin}${end}  ${hanging(`${matchers.join(' ')}  ${name}: ${reason}`, 4)}`;
}

function inhibitedLine(rule: string, { incident, title, by, byTitle }: z.infer<typeof inhibited>): string {
  const why = `while ${by} goes on (${byTitle}), by the rule ${rule}`;
  return `inhibited  ${incident}  ${hanging(`${title}  ${why}`, 4)}`;
}

/** A moment with its zone in UNIX ms. */
function momentOf(text: string): number {
  const at = momentIn(text);
  if (at !== null) return at;
  throw new UsageError(
    `"${text}" is no moment for --from. Write one with its zone, for example ${momentExample}.`,
  );
}

/** `30m`, `1h30m` or `7d` in ms. */
function timeOf(text: string): number {
  const ms = spanIn(text) ?? 0;
  if (ms < 60_000 || ms > 30 * 24 * 3_600_000)
    throw new UsageError(
      `"${text}" is no time for --for. Write minutes, hours or days, at most 30d: 30m, 1h30m, 7d.`,
    );
  return ms;
}

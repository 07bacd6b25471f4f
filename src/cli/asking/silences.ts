import { z } from 'zod';
import { askRelay } from './ask-relay.ts';
import { UsageError } from '../complain.ts';
import { hanging, print } from '../print.ts';
import { when } from '../reading-store.ts';

/** What `silence add` is told beside its matchers. */
export interface SilenceOptions {
  readonly for: string;
  readonly reason: string;
  readonly by?: string;
}

/** `stormrelay silence add <matcher...>`: the running relay keeps it. */
export async function add(matchers: readonly string[], options: SilenceOptions): Promise<void> {
  const { reason, by } = options;
  const answer = await askRelay('/api/silences', { matchers, forMs: timeOf(options.for), reason, who: by });
  const { id, until } = added.parse(answer).silence;
  print(`${id}: silenced until ${when(until)} UTC. End it earlier with: stormrelay silence expire ${id}`);
}

/** `stormrelay silence list`: the newest first; `all`: ended ones too. */
export async function list({ all = false }: { readonly all?: boolean }): Promise<void> {
  const { silences } = listed.parse(await askRelay('/api/silences', {}, 'GET'));
  const found = silences.filter(({ active }) => all || active);
  if (found.length === 0) print('Nothing is silenced.');
  for (const one of found) print(line(one));
}

/** `stormrelay silence expire <id>`. */
export async function expire(id: string): Promise<void> {
  await askRelay(`/api/silences/${encodeURIComponent(id)}`, {}, 'DELETE');
  print(`${id}: ended. What still fires is shown now.`);
}

const shape = z.object({
  id: z.string(),
  matchers: z.array(z.string()),
  until: z.number(),
  by: z.string(),
  reason: z.string(),
  active: z.boolean(),
  endedBy: z.string().optional(),
});
const listed = z.object({ silences: z.array(shape) });
const added = z.object({ silence: shape });

function line({ id, matchers, until, by, reason, active, endedBy }: z.infer<typeof shape>): string {
  const end = `${active ? 'until' : 'ended'} ${when(until)} UTC${endedBy === undefined ? '' : ` by ${endedBy}`}`;
  return `${id}  ${end}  ${hanging(`${matchers.join(' ')}  ${by}: ${reason}`, 4)}`;
}

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 24 * 3_600_000 };

/** `30m`, `2h` or `7d` in ms. */
function timeOf(text: string): number {
  const match = /^(\d{1,5})(m|h|d)$/.exec(text.trim());
  const ms = match === null ? 0 : Number(match[1]) * (units[match[2] ?? ''] ?? 0);
  if (ms < 60_000 || ms > 30 * 24 * 3_600_000)
    throw new UsageError(
      `"${text}" is no time for --for. Write minutes, hours or days, at most 30d: 30m, 2h, 7d.`,
    );
  return ms;
}

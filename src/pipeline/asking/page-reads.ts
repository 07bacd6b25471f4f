import type { BrainState } from '../../correlate/state/brain-state.ts';
import { awakeIn } from '../../correlate/state/rest/resting-rows.ts';
import { drillOf } from '../../domain/environment/environment.ts';
import type { Incident } from '../../domain/incident.ts';
import { pagesOf } from '../../domain/routing/desk.ts';
import { pageId } from '../../domain/sending/notification.ts';
import type { Inbox } from '../../ingest/inbox.ts';
import type { Clock } from '../../seams/clock.ts';
import type { Log } from '../../seams/log.ts';
import type { PageReader } from '../../seams/page-reader.ts';
import type { DispatchStore } from '../../seams/store.ts';

/** What reading pages back needs. */
interface PageReadsDeps {
  readonly reader: PageReader;
  /** The brain's; only read. */
  readonly state: Pick<BrainState, 'meta' | 'incidents'>;
  readonly store: Pick<DispatchStore, 'notification'>;
  readonly inbox: Pick<Inbox, 'accept'>;
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
  readonly log: Log;
}

const second = 1_000;
const everyMs = 5 * second;
/** A webhook tells the same, and sooner. */
const webhookMs = 10 * second;
/** Of 960 requests a minute, which the whole account has, at most 36. */
const readsAtOnce = 3;
const mostTries = 6;

interface Tries {
  readonly count: number;
  readonly from: number;
}

/**
 * Asks the pager for what it has not told of open pages: where it shows them, and who is to look after them. What it
 * says enters through the inbox; nothing here is remembered that a restart would miss.
 */
export function readPages(deps: PageReadsDeps): (signal: AbortSignal) => Promise<void> {
  const { reader, state, inbox, clock, log } = deps;
  const tried = new Map<string, Tries>();

  async function read({ id, handle }: OpenPage): Promise<void> {
    const count = (tried.get(id)?.count ?? 0) + 1;
    const reading = await reader.read(handle);
    const backoffMs = everyMs * 2 ** count;
    const waitMs = reading.kind === 'told' ? 0 : reading.waitMs;
    tried.set(id, { count, from: clock.now() + Math.max(backoffMs, waitMs) });
    if (reading.kind === 'told') await inbox.accept(reading.delivery);
  }

  return async (signal) => {
    while (!signal.aborted) {
      const notes = state.meta.policy.receivers.some(({ kind }) => kind === 'notes');
      const wanting = [...awakeIn(state.incidents)].filter((one) => isUntold(one, notes));
      if (wanting.length === 0) tried.clear();
      try {
        const due = (await openPages(deps, wanting)).filter(({ id }) => isDue(tried.get(id), clock.now()));
        for (const page of due.slice(0, readsAtOnce)) await read(page);
      } catch (error) {
        log.warn({ error: String(error) }, 'Pages could not be read back; trying again.');
      }
      await clock.sleep(everyMs, signal);
    }
  };
}

function isDue(tries: Tries | undefined, now: number): boolean {
  return tries === undefined || (tries.count < mostTries && now >= tries.from);
}

/**
 * An incident whose newest page the pager has not told where it is.
 * The pages of several receivers have one key, by which nobody can ask for one of them: webhooks tell them apart.
 * @param notes Its story is told there, and that of what was over within seconds too.
 */
function isUntold(incident: Incident, notes: boolean): boolean {
  const { page, status, environmentClass, atPager } = incident;
  if (page === null || page.joined !== null || drillOf(environmentClass) !== null) return false;
  if (pagesOf(incident).length > 1) return false;
  const newest = atPager?.find(({ generation }) => generation === page.generations.length);
  if (status === 'resolved') return notes && newest === undefined;
  return newest?.link === undefined;
}

interface OpenPage {
  readonly id: string;
  readonly handle: string;
}

async function openPages(
  { state, store, clock }: PageReadsDeps,
  incidents: readonly Incident[],
): Promise<readonly OpenPage[]> {
  const pagers = state.meta.policy.receivers.filter(({ kind }) => kind === 'pager');
  const open: OpenPage[] = [];
  for (const { id, page } of incidents)
    for (const pager of pagers) {
      const row = await store.notification(pageId(id, pager.id, page?.generations.length ?? 1));
      const sent = row?.sent;
      const isThere = sent?.phase === 'open' || sent?.phase === 'closed';
      if (row !== null && isThere && sent.at + webhookMs <= clock.now())
        open.push({ id: row.id, handle: sent.handle });
    }
  return open;
}

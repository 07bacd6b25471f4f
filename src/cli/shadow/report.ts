import type { Incident } from '../../domain/incident.ts';
import { pagesOf } from '../../domain/routing/desk.ts';
import { descriptionIn } from '../../integrations/pagerduty/webhooks/description.ts';
import { createPagerDutySource } from '../../integrations/pagerduty/webhooks/source.ts';
import { compared } from '../../observe/shadow/comparison.ts';
import { ourPages } from '../../observe/shadow/our-pages.ts';
import { theirPages, type Described, type TheirPage } from '../../observe/shadow/their-pages.ts';
import type { Entry } from '../../domain/inbox/entry.ts';
import type { Store } from '../../seams/store.ts';
import { UsageError } from '../complain.ts';
import { readNamed } from '../payload-file.ts';
import { print } from '../print.ts';
import { reading } from '../reading-store.ts';
import { spanOf } from '../replay/span.ts';
import { reportJson } from './report-json.ts';
import { reportLines } from './report-lines.ts';
import { reportMarkdown } from './report-markdown.ts';
import type { Reported } from './reported.ts';
import { systemClock } from '../../seams/clock.ts';
import { theirsIn } from './theirs-file.ts';
import { zoneOf } from './zone.ts';

/** What `shadow report` is told. */
export interface ReportOptions {
  readonly since: string;
  readonly theirs?: string;
  readonly window: string;
  readonly night: string;
  readonly timezone: string;
  readonly markdown?: boolean;
  readonly json?: boolean;
}

/** So many incidents are read; with more, the report begins later and says so. */
const mostIncidents = 20_000;
const entriesAtOnce = 500;

/** `stormrelay shadow report`: beside a relay that may be running. */
export async function report(options: ReportOptions): Promise<void> {
  const zone = zoneOf(options.timezone, options.night);
  const sinceMs = spanOf('--since', options.since);
  const windowMs = spanOf('--window', options.window);
  await reading(async (store, { clock }) => {
    const brain = await store.loadBrain();
    if (brain === null) throw new UsageError('This store knows of nothing yet: start the relay first.');
    const { install, policy } = brain.meta;
    // What pages there while nothing more comes here is missed too: the brain's own time stands still then.
    const now = Math.max(brain.meta.now, systemClock(clock).now());
    const since = now - sinceMs;
    const all = await store.incidents({ status: 'all', limit: mostIncidents });
    const kept = all.filter(
      ({ lastAlertAt, openedAt }) => Math.max(lastAlertAt, openedAt) >= since - windowMs,
    );
    const theirs =
      options.theirs === undefined
        ? theirPages(await wordsOf(store), { install, ids: idsOf(all) })
        : theirsIn(readNamed('--theirs', options.theirs, toName), options.theirs);
    const within = (at: number): boolean => at >= since && at <= now;
    const told: Reported = {
      since,
      until: now,
      zone,
      receivers: policy.routing?.receivers.filter(({ shadow }) => shadow).map(({ name }) => name) ?? [],
      hears: options.theirs !== undefined || policy.paging.pagerTells,
      cutAt: all.length < mostIncidents ? null : Math.min(...all.map(({ openedAt }) => openedAt)),
      comparison: compared(
        {
          theirs: theirs.filter(({ at }: TheirPage) => within(at)),
          ours: ourPages(kept).filter(({ send }) => within(send.at)),
          incidents: kept,
        },
        windowMs,
      ),
    };
    if (options.json === true) print(reportJson(told));
    else for (const line of options.markdown === true ? reportMarkdown(told) : reportLines(told)) print(line);
  });
}

const toName = 'Write the path of a file with a page a line.';

/** What PagerDuty told of its incidents, as far as bodies are kept. */
async function wordsOf(store: Store): Promise<readonly Described[]> {
  const source = createPagerDutySource();
  const words: Described[] = [];
  for (let after = 0; ;) {
    const entries = await store.readOf('pagerduty', after, entriesAtOnce);
    for (const entry of entries) words.push(...described(source, entry));
    const last = entries.at(-1);
    if (last === undefined) return words;
    after = last.seq;
  }
}

/** A body that cannot be read is a dead letter already, and no page. */
function described(source: ReturnType<typeof createPagerDutySource>, entry: Entry): readonly Described[] {
  try {
    const reading = source.read(entry);
    if (reading.kind !== 'pager') return [];
    const { title = '', service = null, createdAt = null } = descriptionIn(entry.body) ?? {};
    return [{ word: reading.word, title, service, createdAt }];
  } catch {
    return [];
  }
}

/** PagerDuty's ids of what this relay opened there. */
function idsOf(incidents: readonly Incident[]): ReadonlySet<string> {
  return new Set(
    incidents
      .filter((incident) => pagesOf(incident).length > 0)
      .flatMap(({ desks, atPager = [] }) => [
        ...atPager,
        ...Object.values(desks ?? {}).flatMap((desk) => desk.atPager ?? []),
      ])
      .flatMap(({ ids }) => ids),
  );
}

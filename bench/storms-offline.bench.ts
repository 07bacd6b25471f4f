/**
 * Every scenario through source, brain and decisions alone, without HTTP and without waiting: which incidents and
 * pages come out of it. Prints one line a run, and what went wrong in it. `node bench/storms-offline.bench.ts [seeds] [scenario]`
 */
import { createHash } from 'node:crypto';
import { emptyState, type BrainState } from '../src/correlate/state/brain-state.ts';
import { unstamped, type Entry } from '../src/domain/inbox/entry.ts';
import { defaultPolicy } from '../src/domain/policy.ts';
import { createSentrySource } from '../src/integrations/sentry/source.ts';
import { applyRun } from '../src/pipeline/apply-inbox.ts';
import { createWebhookMaker } from '../simulator/fakes/sentry/webhooks.ts';
import { bodyMaker } from '../simulator/run/planned-bodies.ts';
import { loadScenario, scenarioNames } from '../simulator/storm/scenario-file.ts';
import { planTimeline, type Timeline } from '../simulator/storm/timeline.ts';

const seeds = Number(process.argv[2] ?? 5);
const only = process.argv[3];
const start = 1_800_000_000_000;
const chat = { id: 'slack/C1', kind: 'chat', lane: 'slack:C1', credential: 'slack:a' } as const;
const pager = { id: 'pagerduty/p1', kind: 'pager', lane: 'pagerduty:b', credential: 'pagerduty:b' } as const;
const source = createSentrySource({ allowedHosts: [] });

interface Shown {
  readonly id: string;
  readonly at: number;
  readonly outages: ReadonlySet<string>;
  readonly title: string;
}

function run(name: string, seed: number): string[] {
  const timeline = planTimeline(loadScenario(name), seed, start);
  const state = emptyState({
    install: 'i',
    now: 0,
    cursor: 0,
    policy: { ...defaultPolicy, receivers: [chat, pager] },
    former: [],
    pagesWanted: [],
  });
  const bodyOf = bodyMaker(createWebhookMaker(seed));
  const outageOf = new Map<string, string>();
  const shown = new Map<string, Shown>();
  const stormAt = new Map<string, number>();
  let seq = 0;
  const began = performance.now();
  for (const planned of timeline.webhooks) {
    const webhook = bodyOf(planned, planned.at);
    if (webhook === null) continue;
    while (state.timersFrom <= planned.at) {
      seq += 1;
      applyRun(state, [timerEntry(seq, state)], () => null);
    }
    seq += 1;
    const entry: Entry = {
      seq,
      source: 'sentry',
      id: String(seq),
      kind: webhook.resource,
      body: webhook.body,
      digest: createHash('sha1').update(webhook.body).digest('hex'),
      verifiedBy: 'secret-1',
      ...unstamped,
      receivedAt: planned.at,
    };
    note(state, planned.at, shown, outageOf);
    const batch = applyRun(state, [entry], (one) => source.read(one));
    const disposition = batch.dispositions[0]?.disposition;
    if (disposition?.kind === 'counted')
      outageOf.set(disposition.incident, planned.outage ?? outageOf.get(disposition.incident) ?? 'noise');
    for (const incident of state.incidents.values())
      if (incident.storm !== null && !stormAt.has(incident.id)) stormAt.set(incident.id, planned.at);
  }
  const rate = Math.round((seq / (performance.now() - began)) * 1_000);
  return report({ state, timeline, shown, stormAt, outageOf, rate });
}

/** As the loop appends one when the next timer is due. */
function timerEntry(seq: number, { timersFrom, meta }: BrainState): Entry {
  const id = `timer:${seq}`;
  const receivedAt = Math.max(timersFrom, meta.now);
  return {
    seq,
    source: 'timer',
    id,
    kind: 'timer',
    body: '{}',
    digest: id,
    verifiedBy: 'self',
    ...unstamped,
    receivedAt,
  };
}

/** What would be in Slack by now: roots whose group's wait is over. */
function note(
  state: BrainState,
  now: number,
  shown: Map<string, Shown>,
  outageOf: ReadonlyMap<string, string>,
): void {
  for (const incident of state.incidents.values()) {
    if (
      incident.parent !== null ||
      incident.kind !== 'alerts' ||
      shown.has(incident.id) ||
      now < incident.showFrom
    )
      continue;
    shown.set(incident.id, {
      id: incident.id,
      at: incident.showFrom,
      outages: new Set([outageOf.get(incident.id) ?? 'noise']),
      title: incident.title,
    });
  }
}

interface Ran {
  readonly state: BrainState;
  readonly timeline: Timeline;
  readonly shown: ReadonlyMap<string, Shown>;
  readonly stormAt: ReadonlyMap<string, number>;
  readonly outageOf: ReadonlyMap<string, string>;
  readonly rate: number;
}

function report({ state, timeline, shown, stormAt, outageOf, rate }: Ran): string[] {
  const lines: string[] = [];
  const all = [...state.incidents.values()];
  const paged = all.filter(
    ({ page, parent }) => page !== null && page.joined === null && page.withdrawn === null && parent === null,
  );
  for (const outage of timeline.outages) {
    const roots = all.filter(
      (incident) => incident.parent === null && outageOf.get(incident.id) === outage.id,
    );
    const storms = roots.filter((root) => root.storm !== null);
    const recognised = Math.min(...storms.map((storm) => stormAt.get(storm.id) ?? Infinity));
    const posted = [...shown.values()].filter((one) => outageOf.get(one.id) === outage.id);
    const before = posted.filter((one) => one.at < recognised);
    const after = posted.filter(
      (one) => one.at >= recognised && storms.every((storm) => storm.id !== one.id),
    );
    const pages = paged.filter((incident) => outageOf.get(incident.id) === outage.id);
    // An incident that breaks out again pages again; only PagerDuty makes another incident of that.
    const due = Math.min(outage.pages, 1);
    const ok = storms.length === 1 && pages.length === due && after.length === 0;
    lines.push(
      `  ${ok ? 'ok ' : 'BAD'} ${outage.id}: ${storms.length} storms (${storms.map((storm) => storm.storm?.cause.title).join(' | ')}), ${pages.length} pages, ${before.length} shown before, ${after.length} after, recognised after ${Math.round((recognised - timeline.start) / 1_000)} s`,
    );
    for (const one of after) lines.push(`      after: ${one.id} ${one.title}`);
  }
  const strays = paged.filter((incident) => (outageOf.get(incident.id) ?? 'noise') === 'noise');
  const alone = timeline.alone.reduce((sum, one) => sum + one.pages, 0);
  if (strays.length > timeline.fatals.length + alone)
    lines.push(`  BAD ${strays.length} pages for noise: ${strays.map((one) => one.title).join(' | ')}`);
  const mixed = all.filter(
    (incident) => incident.parent !== null && outageOf.get(incident.id) !== outageOf.get(incident.parent),
  );
  for (const one of mixed)
    lines.push(
      `  mixed: ${one.title} (${outageOf.get(one.id)}) in ${outageOf.get(one.parent ?? '')} by ${one.adoption?.rule}`,
    );
  return [`${rate} entries/s, ${all.length} incidents`, ...lines];
}

for (const name of scenarioNames().filter((one) => only === undefined || one === only)) {
  for (let seed = 1; seed <= seeds; seed += 1) {
    const [head, ...lines] = run(name, seed);
    console.log(`${name} seed ${seed}: ${head}`);
    for (const line of lines) console.log(line);
  }
}

import { emptyState, stateFromRows, type BrainState } from '../../correlate/state/brain-state.ts';
import { evidenceOf, noEvidence } from '../../correlate/evidence/evidence.ts';
import { evidenceByRule } from '../../correlate/rules/cause-by-rule.ts';
import { groupKeyOf, issueRowKey } from '../../correlate/incident/issue-rows.ts';
import { signatureOf } from '../../correlate/evidence/template/signature.ts';
import type { Alert } from '../../domain/alert.ts';
import type { Evidence } from '../../domain/cause.ts';
import { sentenceOf } from '../../domain/decision/words.ts';
import type { Entry } from '../../domain/inbox/entry.ts';
import {
  environmentClass,
  readEnvironment,
  type EnvironmentLists,
} from '../../domain/environment/environment.ts';
import { newestGeneration, type Incident } from '../../domain/incident.ts';
import type { Issue } from '../../domain/issue.ts';
import { viewsOf } from '../../domain/routing/desk.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Wanted } from '../../domain/sending/notification.ts';
import type { MessageProjection } from '../../domain/sending/projection.ts';
import type { BrainRows, Change } from '../../domain/state.ts';
import { dedupKey } from '../../integrations/pagerduty/dedup-key.ts';
import { summaryOf } from '../../integrations/pagerduty/summary.ts';
import { readerAround } from '../../config/load.ts';
import { conditionsText } from '../../config/routing/words/paged-words.ts';
import { createOwnRedactor } from '../../domain/text/secrets.ts';
import { withoutSecrets } from '../../ingest/without-secrets.ts';
import { createSentrySource } from '../../integrations/sentry/source.ts';
import { renderMessage } from '../../integrations/slack/render/render-message.ts';
import { frameText } from '../../integrations/slack/render/render-trouble.ts';
import { applyRun } from '../../pipeline/apply-inbox.ts';
import type { Source } from '../../seams/source.ts';
import { systemClock } from '../../seams/clock.ts';
import { quietLines } from './quiet.ts';
import { receiverLines, routeLinesOf } from './routes.ts';
import { stormLines, voteLines, type Lines } from './storms.ts';
import { payloadEntry } from '../payload-file.ts';
import { hanging, print } from '../print.ts';
import { reading } from '../reading-store.ts';
import { ownPolicy } from '../stand-in.ts';

/** What `explain` is told besides the payload. */
export interface ExplainOptions {
  readonly resource?: string;
  readonly host: readonly string[];
  readonly here?: boolean;
}

/** `stormrelay explain <payload>`: what the relay would make of this webhook, step by step, by the production code. */
export async function explain(path: string, options: ExplainOptions): Promise<void> {
  const read = payloadEntry(path, options.resource, systemClock().now());
  if (options.here === true)
    await reading(async (store) => {
      explainIn(await store.loadBrain(), read, options);
    });
  else explainIn(null, read, options);
}

/** @param rows What the relay knows; null for a relay that knows nothing yet. */
function explainIn(rows: BrainRows | null, read: Entry, options: ExplainOptions): void {
  const [before, state] = [stateOf(rows), stateOf(rows)];
  const now = Math.max(before.meta.now, read.receivedAt);
  const entry = { ...read, seq: before.meta.cursor + 1, receivedAt: now };
  const { sentry, secrets } = readerAround(process.env);
  const { linkHosts, org, tags } = sentry;
  const source = createSentrySource({ allowedHosts: [...linkHosts, ...options.host], org, tags });
  const redactor = createOwnRedactor(secrets);
  const readBy = (one: Entry): ReturnType<Source['read']> => source.read(withoutSecrets(one, redactor));
  const reading = readBy(entry);
  const { environments } = before.meta.policy;
  const batch = applyRun(state, [entry], readBy);
  if (reading.kind === 'alert') {
    explainAlert(reading.alert, before.meta.policy);
    const issue = issueOf(state, reading.alert, environments);
    if (issue !== null) {
      part('Storms', [...stormLines(before, issue, now), ...(rows === null ? asked : [])]);
      part('Votes', voteLines(before, issue, now));
    }
  }
  const disposition = batch.dispositions[0]?.disposition;
  const incident = disposition?.kind === 'counted' ? state.incidents.get(disposition.incident) : undefined;
  const root = incident?.parent == null ? incident : state.incidents.get(incident.parent);
  const wanted = batch.wanted.filter((row) => row.incident === root?.id);
  if (reading.kind === 'alert' && incident !== undefined && root !== undefined) {
    const issue = issueRowKey(reading.alert.issueKey, incident.environmentClass);
    const told = { alert: reading.alert, issue, own: incident, root };
    some('Routes', routeLinesOf(state, told));
    some('Receivers', receiverLines(state.meta, told));
  }
  part('Decision', [
    ['disposition', `${disposition?.kind ?? 'none'}: ${disposition?.reason ?? ''}`],
    ...story(batch.changes),
    ['would page', wouldPage(state, root, wanted)],
  ]);
  for (const row of wanted) show(row, now);
}

/** Without `--here` there can be no storm, and nothing is usual. */
const asked: Lines = [['asked', 'a relay that knows nothing yet; --here asks this one']];

/** The relay as it is here, or a new one. */
function stateOf(rows: BrainRows | null): BrainState {
  if (rows !== null) return stateFromRows(rows);
  return emptyState({ install: 'explain', now: 0, cursor: 0, policy: ownPolicy(), pagesWanted: [] });
}

/** The row in which the relay now knows the issue of an alert. */
function issueOf(state: BrainState, alert: Alert, environments: EnvironmentLists): Issue | null {
  const key = issueRowKey(alert.issueKey, environmentClass(alert.environment, environments));
  return state.issues.get(key) ?? null;
}

/** Whether this payload alone would wake somebody, by which rule, or why not. */
function wouldPage(state: BrainState, incident: Incident | undefined, wanted: readonly Wanted[]): string {
  if (incident === undefined) return 'no: it opens no incident';
  const rung = viewsOf(incident).flatMap(({ page }) =>
    page === null || page.withdrawn !== null ? [] : [sentenceOf(newestGeneration(page).reason)],
  );
  if (rung.length > 0) return `yes: ${[...new Set(rung)].join(' ')}`;
  const { page } = incident;
  const message = wanted.find(({ projection }) => projection.surface === 'message')?.projection;
  const said = message?.surface === 'message' ? whyNobody(message) : null;
  if (said !== null) return `no: ${said}`;
  if (page?.withdrawn != null) return `no: ${sentenceOf(page.withdrawn)}`;
  if (incident.environmentClass === 'non-production') return 'no: its environment never pages';
  if (incident.desks !== undefined || incident.routed !== undefined) return 'no: see Receivers';
  if (incident.pageReason !== null)
    return `no: it meets a rule (${sentenceOf(incident.pageReason)}), but its event was old`;
  return `no: by itself it meets no paging rule (${conditionsText(null, state.meta.policy.paging)})`;
}

/** Why nobody is woken, as the message says it; null where it says nothing of it. */
function whyNobody(message: MessageProjection): string | null {
  return message.state === 'part-of' || message.page !== null ? null : message.notPaged;
}

function explainAlert(alert: Alert, policy: Policy): void {
  const { environments, causeRules } = policy;
  const environment = readEnvironment(alert.environment, environments);
  part('Parsed', [
    ['resource', alert.resource],
    ['status', alert.status],
    ['what', alert.title],
    [
      'where',
      [
        alert.service,
        alert.environment ?? 'environment unknown',
        alert.release ?? 'release unknown',
        alert.transaction ?? '',
      ]
        .filter((text) => text !== '')
        .join(' · '),
    ],
    ['frame', alert.frame === null ? 'none' : frameText(alert.frame)],
    ['level', `${alert.level} (${alert.severity})`],
    ['rules', alert.rules.join(', ') || 'none'],
    ['link', alert.link ?? 'none that is safe to show'],
  ]);
  const signature = signatureOf(alert);
  const key = issueRowKey(alert.issueKey, environment.class);
  part('Signature', [
    ['signature', signature],
    [
      'group key',
      groupKeyOf(environment.class, { kind: alert.kind, service: alert.service, signature, key }),
    ],
  ]);
  part('Cause', causeLines(alert, evidenceByRule(alert, environment.class, causeRules)));
  part('Identity', [
    ['issue', alert.issueKey],
    ['event', alert.eventId ?? 'none'],
    ['environment class', `${environment.class}: ${environment.because}`],
  ]);
  const quiet = quietLines(alert, environment.class, policy);
  if (quiet.length > 0) part('Inhibition', quiet);
}

/** What was read as evidence, each kind by its name, whether it was there or not. */
function causeLines(alert: Alert, byRule: Evidence | null): Lines {
  const evidence = byRule ?? (alert.kind === 'error' ? evidenceOf(alert) : noEvidence);
  const { named, family, names, hints, weak, unreachable, traceId } = evidence;
  const some = (words: readonly string[] | undefined): string => (words ?? []).join(', ') || 'none';
  const drivers = [...new Set(alert.exceptions.flatMap(({ module }) => module ?? []))];
  return [
    ['named', named === null ? 'none' : `${named.kind}: ${named.title} (${named.key})`],
    [
      'your rules',
      evidence.rule === undefined
        ? 'none that meets it'
        : `by your rule ${evidence.rule}, whatever the texts say`,
    ],
    ['mode', named?.kind === 'mode' ? named.title : 'none: it beats every dependency and host'],
    ['dependency', family ?? 'none: a driver, an engine or a port, and a word that says unavailable'],
    ['names', some(names)],
    ['modules', some(drivers)],
    ['identifiers', some(weak.filter(({ kind }) => kind === 'code').map(({ key }) => key))],
    ['breadcrumbs hint', hints?.join(', ') || 'nothing'],
    ['weak', some(weak.map((cause) => cause.key))],
    ['unreachable', unreachable ? 'yes: it could not reach something, and does not say what' : 'no'],
    ['trace', traceId ?? 'none'],
  ];
}

function story(changes: readonly Change[]): [string, string][] {
  return changes.flatMap((change): [string, string][] =>
    change.table === 'timeline' ? [[change.row.kind, sentenceOf(change.row.decision)]] : [],
  );
}

function show({ projection }: Wanted, now: number): void {
  if (projection.surface === 'message') {
    const { text, blocks } = renderMessage(projection, { now, lag: null, plain: false, relayUrl: null });
    part('Slack message', [['text', text]]);
    print(JSON.stringify(blocks, null, 2));
  } else if (projection.surface === 'page') {
    part('PagerDuty', [
      ['state', `${projection.state}: ${projection.reason}`],
      ['dedup key', dedupKey(projection)],
      ['severity', projection.severity],
      ['summary', summaryOf(projection)],
    ]);
  }
}

/** A part that is left out where there is nothing to say. */
function some(title: string, lines: Lines): void {
  if (lines.length > 0) part(title, lines);
}

function part(title: string, lines: Lines): void {
  print(`\n${title}`);
  for (const [name, value] of lines) print(`  ${name.padEnd(18)} ${hanging(value, 21)}`);
}

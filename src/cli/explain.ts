import { emptyState, type BrainState } from '../correlate/brain-state.ts';
import { evidenceOf, noEvidence } from '../correlate/evidence.ts';
import { signatureOf } from '../correlate/signature.ts';
import type { Alert } from '../domain/alert.ts';
import { readEnvironment, type EnvironmentLists } from '../domain/environment.ts';
import { newestGeneration } from '../domain/incident.ts';
import type { Wanted } from '../domain/notification.ts';
import { defaultPolicy } from '../domain/policy.ts';
import { variables } from '../config/variables.ts';
import { createSentrySource } from '../integrations/sentry/source.ts';
import { renderMessage } from '../integrations/slack/render-message.ts';
import { frameText } from '../integrations/slack/render-trouble.ts';
import { applyRun } from '../pipeline/apply-inbox.ts';
import type { Source } from '../seams/source.ts';
import { systemClock } from '../seams/clock.ts';
import { payloadEntry } from './payload-file.ts';
import { hanging, print } from './print.ts';

const chat = { id: 'slack', kind: 'chat', lane: 'slack', credential: 'slack' } as const;
const pager = { id: 'pagerduty', kind: 'pager', lane: 'pagerduty', credential: 'pagerduty' } as const;

/** What `explain` is told besides the payload. */
export interface ExplainOptions {
  readonly resource?: string;
  readonly host: readonly string[];
}

/** `stormrelay explain <payload>`: what the relay would make of this webhook, step by step, by the production code. */
export function explain(path: string, options: ExplainOptions): void {
  const now = systemClock().now();
  const entry = payloadEntry(path, options.resource, now);
  const source = createSentrySource({ allowedHosts: options.host });
  const reading = source.read(entry);
  const environments = listedEnvironments();
  if (reading.kind === 'alert') explainAlert(reading.alert, environments);
  const state = emptyState({
    install: 'explain',
    now: 0,
    cursor: 0,
    policy: { ...defaultPolicy, receivers: [chat, pager], environments },
    former: [],
    pagesWanted: [],
  });
  const batch = applyRun(state, [entry], (one): ReturnType<Source['read']> => source.read(one));
  const disposition = batch.dispositions[0]?.disposition;
  part('Decision', [
    ['disposition', `${disposition?.kind ?? 'none'}: ${disposition?.reason ?? ''}`],
    ...story(state),
    ['would page', wouldPage(state, batch.wanted)],
  ]);
  for (const row of batch.wanted) show(row, now);
}

/** The operator's lists, where they stand in this shell as they stand in the relay's. */
function listedEnvironments(): EnvironmentLists {
  const read = (name: 'ENVIRONMENTS_PRODUCTION' | 'ENVIRONMENTS_QUIET'): readonly string[] =>
    variables[name].safeParse(process.env[name]).data ?? [];
  return { production: read('ENVIRONMENTS_PRODUCTION'), quiet: read('ENVIRONMENTS_QUIET') };
}

/** Whether this payload alone would wake somebody, by which rule, or why not. */
function wouldPage(state: BrainState, wanted: readonly Wanted[]): string {
  const [incident] = state.incidents.values();
  if (incident === undefined) return 'no: it opens no incident';
  const { page } = incident;
  if (page !== null && page.withdrawn === null) return `yes: ${newestGeneration(page).reason}`;
  const message = wanted.find(({ projection }) => projection.surface === 'message')?.projection;
  const said = message?.surface === 'message' ? message.notPaged : null;
  if (said !== null) return `no: ${said}`;
  if (page?.withdrawn != null) return `no: ${page.withdrawn}`;
  if (incident.environmentClass === 'non-production') return 'no: its environment never pages';
  if (incident.pageReason !== null)
    return `no: it meets a rule (${incident.pageReason}), but its event was old`;
  const { levels, eventsAMinute, forMinutes } = state.meta.policy.paging;
  return `no: by itself it meets no paging rule (level ${levels.join(' or ')}, a critical metric alert, an outage, a storm, ${eventsAMinute} events a minute for ${forMinutes} min)`;
}

function explainAlert(alert: Alert, environments: EnvironmentLists): void {
  const environment = readEnvironment(alert.environment, environments);
  const evidence = alert.kind === 'error' ? evidenceOf(alert) : noEvidence;
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
  part('Signature', [['signature', signatureOf(alert)]]);
  part('Cause', [
    [
      'named',
      evidence.named === null
        ? 'none'
        : `${evidence.named.kind}: ${evidence.named.title} (${evidence.named.key})`,
    ],
    ['names', evidence.names.join(', ') || 'none'],
    ['breadcrumbs hint', evidence.hints?.join(', ') || 'nothing'],
    ['weak', evidence.weak.map((cause) => cause.key).join(', ') || 'none'],
    ['unreachable', evidence.unreachable ? 'yes: it could not reach something' : 'no'],
  ]);
  part('Identity', [
    ['issue', alert.issueKey],
    ['event', alert.eventId ?? 'none'],
    ['environment class', `${environment.class}: ${environment.because}`],
  ]);
}

function story(state: BrainState): [string, string][] {
  return [...state.timeline.values()].flat().map((item) => [item.kind, item.detail]);
}

function show({ projection }: Wanted, now: number): void {
  if (projection.surface === 'message') {
    const { text, blocks } = renderMessage(projection, { now, lag: null, plain: false, relayUrl: null });
    part('Slack message', [['text', text]]);
    print(JSON.stringify(blocks, null, 2));
  } else if (projection.surface === 'page') {
    part('PagerDuty', [
      ['state', `${projection.state}: ${projection.reason}`],
      ['dedup key', projection.dedupKey],
      ['severity', projection.severity],
      ['summary', projection.summary],
    ]);
  }
}

function part(title: string, lines: readonly (readonly [string, string])[]): void {
  print(`\n${title}`);
  for (const [name, value] of lines) print(`  ${name.padEnd(18)} ${hanging(value, 21)}`);
}

import { blankAlert, type Alert, type Fact } from '../domain/alert.ts';
import { counted, setAside, type Disposition } from '../domain/inbox/disposition.ts';
import { readUnheard } from '../ingest/sentry/unheard-entry.ts';
import { applyAlert } from './alerts.ts';
import type { Draft } from './state/draft.ts';

type Told = ReturnType<typeof readUnheard>;

const mostNames = 5;

/**
 * Sentry says that alerts fired of which nothing came: an incident of its own, told once, which ends when they come again.
 * It is an occurrence, so no storm takes it in, and it counts in no book.
 */
export function applyUnheard(draft: Draft, body: string): Disposition {
  const told = readUnheard(body);
  const fires = told.alerts.length > 0;
  const { unheard = {}, ...meta } = draft.meta();
  const known = setAside({ code: 'unheard-known', org: told.org });
  if (fires === Object.hasOwn(unheard, told.org)) return known;
  const others = Object.fromEntries(Object.entries(unheard).filter(([org]) => org !== told.org));
  const first = Math.min(...told.alerts.map(({ firedAt }) => firedAt));
  draft.putMeta({ ...meta, unheard: fires ? { ...others, [told.org]: first } : others });
  // A person may have ended it, and then it is told anew only once it came and was lost again.
  if (!fires && !isOpen(draft, told.org)) return known;
  const became = applyAlert(draft, alertOf(told, fires), true);
  if (became.kind !== 'counted') return became;
  const decision = { code: 'sentry-unheard', alerts: told.alerts.length } as const;
  draft.tell(became.incident, 'context', decision);
  return counted(became.incident, decision);
}

function unheardKey(org: string): string {
  return `relay:unheard/${org}`;
}

function isOpen(draft: Draft, org: string): boolean {
  const issue = draft.issue(unheardKey(org));
  const incident = issue === null ? null : draft.incident(issue.incident);
  return incident !== null && incident.status !== 'resolved';
}

function alertOf({ org, alerts, integration }: Told, fires: boolean): Alert {
  const title = 'Sentry fired alerts that never came here';
  return {
    ...blank,
    title,
    issueKey: unheardKey(org),
    resource: fires ? 'relay.unheard' : 'relay.heard',
    status: fires ? 'firing' : 'resolved',
    message: title,
    about: fires ? [...factsOf(alerts), ...standingOf(integration)] : [],
  };
}

function factsOf(alerts: Told['alerts']): readonly Fact[] {
  const newest = alerts.toSorted((a, b) => b.firedAt - a.firedAt);
  const shown = newest.slice(0, mostNames).map(({ name, firedAt }) => `${name} at ${clockOf(firedAt)}`);
  const more = newest.length > mostNames ? [`${newest.length - mostNames} more`] : [];
  return [{ name: 'Fired', value: [...shown, ...more].join(', ') }];
}

function clockOf(at: number): string {
  return `${new Date(at).toISOString().slice(11, 16)} UTC`;
}

function standingOf(integration: Told['integration']): readonly Fact[] {
  if (integration === null) return [{ name: 'Integration', value: 'Sentry does not show it to this token' }];
  const { name, disabled, url, requests } = integration;
  const standing = disabled ? `${name}, DISABLED in Sentry` : `${name}, on`;
  return [
    { name: 'Integration', value: standing },
    { name: 'Sends to', value: url ?? 'no address' },
    { name: 'Last requests', value: requests === null ? 'not told' : requestsSaid(requests) },
  ];
}

/** `timeout ×3, 401 ×2`: what came of each, the most frequent first. */
function requestsSaid(codes: readonly number[]): string {
  if (codes.length === 0) return 'none in 30 days';
  const tally = new Map<string, number>();
  for (const code of codes) tally.set(codeSaid(code), (tally.get(codeSaid(code)) ?? 0) + 1);
  return [...tally]
    .toSorted(([, a], [, b]) => b - a)
    .map(([said, count]) => `${said} ×${count}`)
    .join(', ');
}

/** Sentry writes 0 for a timeout and -1 where nothing was reached (src/sentry/utils/sentry_apps/webhooks.py). */
function codeSaid(code: number): string {
  if (code === 0) return 'timeout';
  return code < 0 ? 'not reached' : String(code);
}

const blank = {
  ...blankAlert,
  kind: 'occurrence',
  service: 'sentry',
  level: 'error',
  severity: 'error',
  category: 'relay',
  reconstructed: true,
} as const satisfies Partial<Alert>;

import type { Alert } from '../domain/alert.ts';
import { drillTag, type Drill, type DrillResult } from '../domain/drill/drill.ts';
import type { DrillRefusal } from '../domain/decision/entries.ts';
import { setAside, type Disposition } from '../domain/inbox/disposition.ts';
import type { Entry } from '../domain/inbox/entry.ts';
import { readDrillCommand, type DrillCommand } from '../ingest/drill-command.ts';
import type { AlertReading } from '../seams/source.ts';
import { applyAlert } from './alerts.ts';
import type { Draft } from './state/draft.ts';
import { resolveIncident } from './incident/lifecycle.ts';

/** Nobody has to end a drill: after so long it ends itself, and takes back everything that it shows. */
const openMs = 10 * 60_000;
/** How long the outcome of a drill can be read afterwards, and of how many drills. */
const readableMs = 24 * 3_600_000;
const drillsKept = 200;

type DrillEnd = Readonly<Record<'drill' | 'summary', string>> & { readonly result: DrillResult };

/** Registers or ends a drill. */
export function applyDrillCommand(draft: Draft, entry: Entry): Disposition {
  const command = readDrillCommand(entry.body);
  return command.action === 'register' ? register(draft, entry.seq, command) : end(draft, command);
}

/**
 * Applies an alert that was signed with the drill secret. That signature, and nothing in the payload, makes it
 * synthetic; the nonce says which drill it belongs to. Without a drill that waits for it, it is set aside.
 */
export function applyDrillAlert(draft: Draft, entry: Entry, reading: AlertReading): Disposition {
  if (reading.kind === 'set-aside') return reading;
  const { alert } = reading;
  const nonce = alert.tags.find(([key]) => key === drillTag)?.[1] ?? null;
  const drill = nonce === null ? null : drillWith(draft, nonce);
  if (drill === null) return setAside({ code: 'drill-nonce-unknown' });
  const refusal = refusalOf(drill, alert);
  if (refusal !== null) return setAside(refusal);
  const disposition = applyAlert(draft, synthetic(alert, drill), true);
  if (disposition.kind !== 'counted') return disposition;
  const { incident } = disposition;
  draft.putDrill({
    ...drill,
    alertsTaken: drill.alertsTaken + 1,
    firstAlertAt: drill.firstAlertAt ?? entry.receivedAt,
    incidents: drill.incidents.includes(incident) ? drill.incidents : [...drill.incidents, incident],
  });
  return disposition;
}

/** Ends a drill that nobody ended in time. */
export function expireDrill(draft: Draft, id: string): void {
  end(draft, { drill: id, result: 'expired', summary: 'Nobody ended it within 10 minutes.' });
}

function register(
  draft: Draft,
  seq: number,
  { nonce, scenario, alerts, subject }: Extract<DrillCommand, { action: 'register' }>,
): Disposition {
  const id = `drill-${seq}`;
  const expiresAt = draft.now + openMs;
  draft.putDrill({
    id,
    nonce,
    scenario,
    subject,
    registeredAt: draft.now,
    expiresAt,
    alertsAllowed: alerts,
    alertsTaken: 0,
    firstAlertAt: null,
    incidents: [],
    end: null,
  });
  draft.putTimer({ id: `expire-drill:${id}`, kind: 'expire-drill', subject: id, due: expiresAt });
  dropOldest(draft);
  return setAside({ code: 'drill-registered', drill: id });
}

/** Resolves whatever the drill opened; its messages then show how it went. */
function end(draft: Draft, { drill: id, result, summary }: DrillEnd): Disposition {
  const drill = draft.drill(id);
  if (drill === null) return setAside({ code: 'drill-unknown', drill: id });
  if (drill.end !== null) return setAside({ code: 'drill-over', drill: id });
  draft.putDrill({ ...drill, end: { at: draft.now, result, summary } });
  const reason = { code: 'resolved-drill', result, summary } as const;
  for (const incident of drill.incidents) {
    resolveIncident(draft, incident, { by: 'drill', who: drill.subject.by, reason });
    // Somebody may have resolved it by hand before: its message learns the result all the same.
    draft.touch(incident);
  }
  draft.dropTimer(`expire-drill:${id}`);
  draft.putTimer({ id: `drop-drill:${id}`, kind: 'drop-drill', subject: id, due: draft.now + readableMs });
  return setAside({ code: 'drill-ended', drill: id, result });
}

function drillWith(draft: Draft, nonce: string): Drill | null {
  const drills = [...draft.drills()].map((id) => draft.drill(id));
  return drills.find((drill) => drill?.nonce === nonce) ?? null;
}

/** Why an alert is no part of the drill; null when it is. */
function refusalOf(drill: Drill, alert: Alert): DrillRefusal | null {
  if (drill.end !== null) return { code: 'drill-alert-late', drill: drill.id, result: drill.end.result };
  if (drill.alertsTaken >= drill.alertsAllowed)
    return { code: 'drill-nonce-spent', drill: drill.id, alerts: drill.alertsAllowed };
  return alert.status === 'firing' ? null : { code: 'drill-only-fires' };
}

/** Whoever holds only the drill secret must never reach a real issue, whatever ids a payload names. */
function synthetic(alert: Alert, { id }: Drill): Alert {
  return {
    ...alert,
    drill: id,
    issueKey: `drill:${id}/${alert.issueKey}`,
    // A CI runner's clock is nobody's: wrong by a quarter of an hour, it would make a drill too old to page.
    eventAt: null,
    sentryAt: null,
    ageMs: 0,
    tags: alert.tags.filter(([key]) => key !== drillTag),
  };
}

/** Outcomes are kept for readers, within bounds: whoever holds a token cannot fill the memory. */
function dropOldest(draft: Draft): void {
  // Those that the state holds: the one that was registered just now comes on top.
  const ids = [...draft.drills()];
  const excess = ids.length + 1 - drillsKept;
  const over = ids.filter((id) => draft.drill(id)?.end != null);
  for (const id of over.slice(0, Math.max(0, excess))) {
    draft.dropDrill(id);
    draft.dropTimer(`drop-drill:${id}`);
  }
}

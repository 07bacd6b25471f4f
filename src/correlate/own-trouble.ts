import type { Ending } from '../domain/decision/life.ts';
import { setAside, type Disposition } from '../domain/inbox/disposition.ts';
import type { Incident } from '../domain/incident.ts';
import { ownTroubleTitle, ownTroubleWords } from '../domain/inbox/own-trouble-words.ts';
import { refusedTogether, type OwnTrouble, type OwnTroubleCode } from '../domain/inbox/own-trouble.ts';
import type { NamedReceiver } from '../domain/routing/route.ts';
import { routedBeside } from '../domain/routing/routed.ts';
import type { Severity } from '../domain/severity.ts';
import { readTroubleReport } from '../ingest/trouble-entry.ts';
import { blankIncident } from './incident/opening.ts';
import { resolveIncident } from './incident/lifecycle.ts';
import { noteTold } from './projects.ts';
import type { Draft } from './state/draft.ts';

/** What messages and pages call the relay. */
const service = 'stormrelay';

/** A trouble of the relay's own began, goes on or is over: there is one incident of each kind while it lasts. */
export function applyOwnTrouble(draft: Draft, body: string): Disposition {
  const { state, trouble } = readTroubleReport(body);
  const open = ownIncidents(draft).find((row) => row.ownTrouble?.code === trouble.code);
  if (state === 'over') {
    if (open !== undefined) end(draft, open.id, open.ownTrouble ?? trouble);
  } else if (open === undefined) {
    const id = begin(draft, trouble);
    // Older relays told it so.
    if (state === 'was') end(draft, id, trouble);
  } else {
    const said = saidOf(withBefore(open.ownTrouble, trouble));
    draft.change(open.id, (row) => ({ ...row, ...said, changedAt: draft.now }));
  }
  if (trouble.code === 'projects-silent' && state === 'on') noteTold(draft, trouble);
  return setAside({ code: 'own-trouble-noted', trouble: trouble.code, state });
}

/** What of the relay's own goes on. */
function ownIncidents(draft: Draft): readonly Incident[] {
  return draft.incidentsAwake().filter(({ kind, status }) => kind === 'own' && status !== 'resolved');
}

/** Has what goes on of the relay's own looked at: whoever could not be woken for it may be now. */
export function lookAtOwnTrouble(draft: Draft): void {
  for (const { id } of ownIncidents(draft)) draft.looks.push({ root: id, fresh: null });
}

function begin(draft: Draft, trouble: OwnTrouble): string {
  const id = draft.newId();
  draft.open({ ...bare(id, draft.now), ...saidOf(trouble), ...toldTo(draft) });
  draft.tell(id, 'opened', { code: 'own-trouble-began', trouble: trouble.code });
  draft.looks.push({ root: id, fresh: null });
  return id;
}

/** What was refused stays told when that is over: by then it is all that there is to do something about. */
function end(draft: Draft, id: string, trouble: OwnTrouble): void {
  resolveIncident(draft, id, { by: 'relay', who: null, reason: endingOf(trouble) });
}

/** In the order in which a store gives it back: applied anew, the same entries come to the very same rows. */
function endingOf(trouble: OwnTrouble): Ending {
  if (trouble.code !== 'store-failed') return { code: 'resolved-own-trouble' };
  const { refused, forMs, from, why } = trouble;
  return { code: 'resolved-store-failed', refused, forMs, from, why };
}

/** What the doors refused twice within a minute is told as one; everything else says what it is now. */
function withBefore(before: OwnTrouble | undefined, trouble: OwnTrouble): OwnTrouble {
  if (before?.code !== 'store-failed' || trouble.code !== 'store-failed') return trouble;
  return { ...refusedTogether(before, trouble), code: 'store-failed' };
}

/**
 * Where there are routes, whoever is named for it; else whoever has what no other route takes, and beside them, where they
 * cannot be woken, the first who can.
 */
function toldTo({ policy, now }: Draft): Pick<Incident, 'routed'> {
  const { routing, receivers, ownTrouble } = policy;
  if (routing === undefined) return {};
  const real = routing.receivers.filter(({ shadow }) => !shadow);
  const called = (name: string | undefined): NamedReceiver | undefined =>
    real.find((receiver) => receiver.name === name);
  const pages = ({ surfaces }: NamedReceiver): boolean =>
    receivers.some(({ id, kind }) => kind === 'pager' && surfaces.includes(id));
  const named = called(ownTrouble);
  const first = called(routing.route.receiver) ?? real[0];
  const beside = first === undefined || pages(first) ? undefined : real.find(pages);
  const told = named === undefined ? [first, beside] : [named];
  return {
    routed: told.filter((one) => one !== undefined).map((receiver) => routedBeside(receiver, now)),
  };
}

/** What is said of it, and how bad it is. */
function saidOf(trouble: OwnTrouble): Pick<Incident, 'ownTrouble' | 'title' | 'severity' | 'sample'> {
  return {
    ownTrouble: trouble,
    title: ownTroubleTitle(trouble),
    severity: severities[trouble.code],
    sample: { ...noSample, message: ownTroubleWords(trouble) },
  };
}

const severities: Readonly<Record<OwnTroubleCode, Severity>> = {
  'inbox-lags': 'critical',
  'store-failed': 'error',
  'dead-letters': 'error',
  'lanes-blocked': 'critical',
  'nobody-paged': 'critical',
  'canary-fails': 'critical',
  // What it told of may be mended.
  'projects-silent': 'warning',
};

const noSample: Incident['sample'] = {
  type: null,
  message: '',
  culprit: null,
  frame: null,
  about: [],
  transaction: null,
  environment: null,
  rule: null,
  tags: [],
  link: null,
  shortId: null,
};

/** It has no alerts: what is counted are Sentry's. */
function bare(id: string, now: number): Omit<Incident, 'title' | 'severity' | 'sample'> {
  return {
    ...blankIncident(id, now),
    kind: 'own',
    environmentClass: 'production',
    eventSeen: true,
    services: [{ name: service, firstAt: now, lastAt: now, alerts: 0, events: 0 }],
  };
}

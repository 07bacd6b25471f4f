import { rootOf } from '../../correlate/incident/lifecycle.ts';
import type { Draft } from '../../correlate/state/draft.ts';
import { nameOf, type Incident } from '../../domain/incident.ts';
import { keysBy, type InhibitRule } from '../../domain/routing/inhibit-rule.ts';
import type { Labels } from '../../domain/routing/labels.ts';
import { isUnderway, type Maintenance } from '../../domain/routing/maintenance.ts';
import { isActive, lasts, type Silence, type Silenced } from '../../domain/routing/silence.ts';
import { firesUntil, standsForOthers } from './inhibiting.ts';
import { endOf } from './maintenance-span.ts';
import { meets } from './meets.ts';

/** What keeps incidents quiet at a moment: a silence, a maintenance, or an incident that stands for what it explains. */
export interface Hold extends Omit<Silenced, 'told' | 'labels' | 'uncovered' | 'partly'> {
  /** Virtual ms at which is looked whether it still holds. */
  readonly lookAt: number;
  covers(labels: Labels): boolean;
}

/** Whether nothing holds: most relays have neither silences nor rules. */
export function nothingHolds(draft: Draft): boolean {
  return draft.policy.inhibitRules === undefined && heldNow(draft).length === 0;
}

/** What a silence keeps quiet at this moment; null while it does not hold. */
export function holdBy(draft: Draft, id: string): Hold | null {
  return heldNow(draft).find(({ silence }) => silence === id) ?? null;
}

/** What an incident is kept quiet by, if that holds still; null where it does not, or nothing ever did. */
export function holdOf(draft: Draft, own: Incident): Hold | null {
  const { silenced } = own;
  if (silenced == null) return null;
  if (silenced.source !== undefined) return inhibitionOf(draft, own, silenced);
  return holdBy(draft, silenced.silence);
}

/** Of what covers an incident with these labels what holds longest, or what has an end before what has none. */
export function holdFor(draft: Draft, own: Incident, labels: Labels, but: Hold | null = null): Hold | null {
  const [longest] = heldNow(draft)
    .filter((one) => one.silence !== but?.silence && one.covers(labels))
    .sort((a, b) => lasts(b) - lasts(a));
  // What another incident does not stand for, no other one does.
  return longest ?? (but?.source === undefined ? inhibitionFor(draft, own, labels) : null);
}

/** Silences and maintenance at this moment. */
function heldNow(draft: Draft): readonly Hold[] {
  const { silences = [] } = draft.meta();
  const { maintenance = [] } = draft.policy;
  if (silences.length === 0 && maintenance.length === 0) return none;
  return [
    ...silences.filter((one) => isActive(one, draft.now)).map(holdBySilence),
    ...maintenance
      .filter((one) => isUnderway(one, draft.now))
      .map((one) => holdByMaintenance(one, draft.now)),
  ];
}

const none: readonly Hold[] = [];

function holdByMaintenance(one: Maintenance, now: number): Hold {
  const { name, matchers, reason } = one;
  const until = endOf(one, now) ?? Math.min(one.until ?? Infinity, now + dayMs);
  return {
    silence: `maintenance:${name}`,
    until,
    by: name,
    reason,
    maintenance: true,
    lookAt: until,
    covers: (labels) => meets(matchers, labels),
  };
}

/** What has no end that could be seen is looked at each day. */
const dayMs = 24 * 3_600_000;

function holdBySilence({ id, matchers, until, by, reason }: Silence): Hold {
  return { silence: id, until, by, reason, lookAt: until, covers: (labels) => meets(matchers, labels) };
}

/** Of several incidents that stand for one the oldest. */
function inhibitionFor(draft: Draft, own: Incident, labels: Labels): Hold | null {
  for (const rule of draft.policy.inhibitRules ?? []) {
    if (!meets(rule.target, labels)) continue;
    for (const key of keysBy(rule, labels))
      for (const source of draft.inhibiting(key)) {
        const hold = holdBySource(draft, own, source, rule);
        if (hold !== null) return hold;
      }
  }
  return null;
}

/** The rule may have become another one meanwhile. */
function inhibitionOf(draft: Draft, own: Incident, { source: id, by, labels }: Silenced): Hold | null {
  const source = id === undefined ? null : draft.incident(id);
  const rule = draft.policy.inhibitRules?.find(({ name }) => name === by);
  const hold = source === null || rule === undefined ? null : holdBySource(draft, own, source, rule);
  return hold?.covers(new Map(labels)) === true ? hold : null;
}

/** Null while the source may keep nobody quiet: nothing ever does so to what it is itself part of. */
function holdBySource(draft: Draft, own: Incident, source: Incident, rule: InhibitRule): Hold | null {
  const root = rootOf(draft, source);
  if (root.id === rootOf(draft, own).id || !standsForOthers(draft, source)) return null;
  const { inhibits = [] } = source;
  return {
    silence: `inhibit:${rule.name}`,
    until: null,
    by: rule.name,
    reason: nameOf(root),
    source: source.id,
    lookAt: Math.min(firesUntil(draft, source), draft.now + draft.policy.storm.quietMs),
    covers: (labels) =>
      meets(rule.target, labels) && keysBy(rule, labels).some((key) => inhibits.includes(key)),
  };
}

import { isGuest } from '../../domain/incident.ts';
import type { Issue } from '../../domain/issue.ts';
import type { Draft } from '../state/draft.ts';
import type { HeardVoter, StormView, Voter } from '../state/heard.ts';
import { withReason } from './announcing.ts';
import { attach, mayBeGuest } from './membership.ts';
import { usualHere } from './noting.ts';
import { isCompany, surgeIn, type Breakout, type Surge } from './surge/surge.ts';
import { apartMs, standsApart } from './takeover.ts';
import { looseVoters, votersOf } from './voters.ts';
import { besideMs } from './young.ts';

/** Guests that are looked at. */
const guestsRead = 60;

/** Several loud issues beside a storm that has just begun are part of it, whatever they say and wherever they are. */
export function keepsCompany(draft: Draft, newest: Issue, storms: readonly StormView[]): boolean {
  const young = storms.filter(
    ({ since, cause }) => Math.abs(newest.breakoutAt - since) <= besideMs && cause.kind !== 'release',
  );
  const [first] = young;
  if (first === undefined) return false;
  const beside = looseVoters(draft, newest.environmentClass).filter(
    ({ burst, nameless }) => nameless && burst >= 3,
  );
  const expected = usualHere(draft, newest.environmentClass).any(3, beside.length);
  if (!beside.some(({ issue }) => issue === newest.key) || !isCompany(beside.length, expected)) return false;
  const storm = young.reduce((best, one) => (one.lastBreakoutAt > best.lastBreakoutAt ? one : best), first);
  const rule = { code: 'more-than-usual-together' } as const;
  const company = { root: storm.root, rule, soft: true, company: true };
  for (const { issue: key } of beside) {
    const issue = draft.issue(key);
    const incident = draft.incident(issue?.incident ?? '');
    if (issue === null || incident === null || !mayBeGuest(incident)) continue;
    attach(draft, incident, withReason(draft, issue, company, storms));
  }
  return true;
}

/**
 * A trouble of its own beside storms whose causes are named: a surge of issues that name nothing and stand apart from
 * each of them, whether they are listed there for the minute in which they broke out or not.
 */
export function surgeBeside(draft: Draft, newest: Issue, storms: readonly StormView[]): Surge | null {
  if (storms.length === 0 || newest.evidence.named !== null) return null;
  const mayBelong = (one: Pick<Issue, 'service' | 'breakoutAt'>): boolean =>
    storms.every(({ since, services }) => one.breakoutAt - since >= apartMs && !services.has(one.service));
  if (!mayBelong(newest)) return null;
  const strangers = votersOf(draft, newest.environmentClass)
    .filter((voter): voter is HeardVoter & Breakout => isLoudStranger(draft, voter))
    .filter(mayBelong);
  if (!strangers.some(({ issue }) => issue === newest.key)) return null;
  if (!storms.every((storm) => standsApart(strangers, storm))) return null;
  const early = storms.flatMap(({ root }) => companyOf(draft, root)).filter((one) => !mayBelong(one));
  const elsewhere = early.filter(({ service }) => storms.every(({ services }) => !services.has(service)));
  return elsewhere.length * 3 > strangers.length
    ? null
    : surgeIn(strangers, usualHere(draft, newest.environmentClass));
}

/** Loud, naming nothing, and in no storm, or listed by one for no better reason than the minute in which it broke out. */
function isLoudStranger(draft: Draft, { issue, burst, nameless, partOf }: Voter): boolean {
  if (!nameless || burst < 3) return false;
  const incident = partOf === null ? null : draft.incident(draft.issue(issue)?.incident ?? '');
  return partOf === null || (incident !== null && isGuest(incident) && incident.adoption?.company === true);
}

/** Issues that a storm lists for the minute alone in which they broke out. */
function companyOf(draft: Draft, root: string): readonly Issue[] {
  const guests = draft.guestsOf(root, guestsRead).filter(({ adoption }) => adoption?.company === true);
  return guests
    .flatMap(({ issues }) => issues)
    .map((key) => draft.issue(key))
    .filter((issue) => issue !== null);
}

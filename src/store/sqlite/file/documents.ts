import { decision, type Decision } from '../../../domain/decision.ts';
import { toldBefore } from '../../../domain/decision/vocabulary.ts';
import type { Baseline } from '../../../domain/baseline.ts';
import type { BucketState } from '../../../domain/sending/budget.ts';
import { isRecord, misfit, type Shape } from '../../../domain/decision/shape.ts';
import type { Drill } from '../../../domain/drill/drill.ts';
import type { Incident } from '../../../domain/incident.ts';
import type { Issue } from '../../../domain/issue.ts';
import type { LaneState } from '../../../domain/sending/lane.ts';
import type { Attempts } from '../../../domain/sending/notification.ts';
import type { ProjectRhythm } from '../../../domain/inbox/project-rhythm.ts';
import type { ServiceReleases } from '../../../domain/release.ts';
import type { BrainMeta } from '../../../domain/state.ts';
import type { Timer } from '../../../domain/timer.ts';
import { text } from './columns.ts';
import type { Row } from './columns.ts';

/**
 * Recognises one noun of the domain. The store reads back only what it wrote itself, so a look at the members
 * that tell the nouns apart is enough to notice a foreign or damaged file.
 */
export type Guard<T extends object> = (value: object) => value is T;

/** Reads the JSON document in a column. */
export function document<T extends object>(row: Row, column: string, guard: Guard<T>): T {
  const value = parsed(row, column);
  if (typeof value === 'object' && value !== null && guard(value)) return value;
  throw foreign(column);
}

/** A decision that is told, with what stands `beside` the column; only people read it, so one that cannot be read any more costs its sentence and nothing else. */
export function decisionIn(row: Row, column: string, beside: object = {}): Decision {
  try {
    const stored = parsed(row, column);
    return shaped(isRecord(stored) ? { ...stored, ...beside } : stored, column, decision);
  } catch (error) {
    return toldBefore(
      `It cannot be read any more. ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** Makes sure that a part of a document has its shape. */
export function shaped<T>(value: unknown, column: string, shape: Shape<T>): T {
  const read = shape(value);
  if (read === misfit) throw foreign(column);
  return read;
}

function parsed(row: Row, column: string): unknown {
  try {
    return JSON.parse(text(row, column));
  } catch (error) {
    if (error instanceof SyntaxError) throw foreign(column);
    throw error;
  }
}

function foreign(column: string): Error {
  return new Error(
    `The store's column ${column} holds a document of another kind: the file was changed by something else. ` +
      'Restore a backup, or start with a new file.',
  );
}

/** Tells the brain's single values. */
export const isMeta = (value: object): value is BrainMeta => has(value, 'install', 'policy', 'pagesWanted');
/** Tells an issue. */
export const isIssue = (value: object): value is Issue => has(value, 'key', 'groupKey', 'evidence');
/** Tells an incident. */
export const isIncident = (value: object): value is Incident =>
  has(value, 'id', 'openedAt', 'sample', 'issues');
/** Tells a timer. */
export const isTimer = (value: object): value is Timer => has(value, 'due', 'subject');
/** Tells the releases of a service. */
export const isReleases = (value: object): value is ServiceReleases => has(value, 'key', 'versions');
/** Tells a baseline. */
export const isBaseline = (value: object): value is Baseline => has(value, 'key', 'weight');
/** Tells how a project speaks. */
export const isProject = (value: object): value is ProjectRhythm => has(value, 'key', 'heardMs', 'days');
/** Tells a lane's state. */
export const isLaneState = (value: object): value is LaneState => has(value, 'kind');
/** Tells a drill. */
export const isDrill = (value: object): value is Drill => has(value, 'id', 'nonce', 'alertsAllowed');
/** Tells a bucket's state. */
export const isBucketState = (value: object): value is BucketState => has(value, 'kind');
/** Tells where attempts stand. */
export const isAttempts = (value: object): value is Attempts =>
  has(value, 'count', 'notBefore', 'deadDigest');

/** Whether an object has all of these members. */
export function has(value: object, ...members: readonly string[]): boolean {
  return members.every((member) => Object.hasOwn(value, member));
}

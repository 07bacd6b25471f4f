import { counted } from '../domain/text/figures.ts';
import { likelyWords, mostLikely } from '../domain/inbox/likely-words.ts';
import type { StoreStats } from '../seams/store.ts';
import type { LaneView } from './lanes/lane-view.ts';
import { verdictOf, type Answer, type Verdict } from './questions.ts';

/** Whether webhooks can be taken, and what an operator should know either way. */
export interface Readiness {
  readonly ready: boolean;
  /** Why it is not ready; empty when it is. */
  readonly reasons: readonly string[];
  /** Trouble that does not stop the doors, for example a blocked lane. */
  readonly notes: readonly string[];
  /** What the vendors said when they were asked about each receiver; one that has not been asked yet is left out. */
  readonly receivers: readonly AskedReceiver[];
}

/** A receiver of the configuration, and whether it would work. */
interface AskedReceiver {
  readonly id: string;
  readonly drillsOnly: boolean;
  readonly verdict: Verdict;
  readonly detail: string;
  /** Virtual ms. */
  readonly askedAt: number;
}

/** What readiness is judged by. */
export interface HealthFacts {
  readonly now: number;
  readonly phase: 'starting' | 'running' | 'stopping';
  /** Why a loop that the relay cannot do without (the brain's, or a dispatcher's) stopped; null while all run. */
  readonly brainStopped: string | null;
  /** The newest append failed because the store takes nothing; null when it did not. */
  readonly storeFull: string | null;
  readonly stats: StoreStats;
  readonly lanes: readonly LaneView[];
  /** What the vendors said of the configuration. */
  readonly answers: readonly Answer[];
  /** Why nothing that people do in Slack arrives through Socket Mode; null: it does, or is not used. */
  readonly socketTrouble?: string | null;
  /** Why the newest configuration cannot be used, so that the one before still holds; null: it holds itself. */
  readonly configTrouble?: string | null;
  /** What of the newest configuration takes effect only when the relay is started again. */
  readonly waitingForRestart?: readonly string[];
}

const behindEntries = 1_000;
const lateMs = 60_000;

/**
 * A blocked lane, a wrong token or a missing channel is a note (the first one) and no reason: taking the door away as
 * well would lose what Sentry sends meanwhile, and what is in the inbox goes out once the configuration is mended.
 */
export function readinessOf(facts: HealthFacts): Readiness {
  const reasons = [
    facts.phase === 'starting' ? 'The relay is starting: it recovers what it found in the store.' : null,
    facts.phase === 'stopping' ? 'The relay is stopping and takes nothing more.' : null,
    facts.brainStopped === null
      ? null
      : `The relay ends, because a part of it stopped: ${facts.brainStopped}`,
    facts.storeFull === null ? null : `The store takes nothing more: ${facts.storeFull}`,
  ].filter((reason) => reason !== null);
  const receivers = facts.answers.map(askedReceiver);
  return { ready: reasons.length === 0, reasons, notes: notesOf(facts, receivers), receivers };
}

function askedReceiver(answer: Answer): AskedReceiver {
  const { question, finding, at } = answer;
  const { id, drillsOnly } = question;
  return { id, drillsOnly, verdict: verdictOf(answer), detail: finding.detail, askedAt: at };
}

function receiverNote({ id, drillsOnly, verdict, detail }: AskedReceiver): string | null {
  const name = drillsOnly ? `${id} (drills only)` : id;
  if (verdict === 'wrong') return `${name} cannot be reached as configured: ${detail}`;
  return verdict === 'no answer' ? `${name} could not be asked yet: ${detail}` : null;
}

function notesOf(
  { now, stats, lanes, socketTrouble = null, configTrouble = null, waitingForRestart = [] }: HealthFacts,
  receivers: readonly AskedReceiver[],
): readonly string[] {
  const behind = stats.lastSeq - stats.cursor;
  return [
    ...receivers.map(receiverNote),
    configTrouble === null
      ? null
      : `The newest configuration is broken, and the one before still holds: ${configTrouble}`,
    waitingForRestart.length === 0
      ? null
      : `The newest configuration changes what takes effect only when the relay is started again: ${waitingForRestart.join('; ')}.`,
    socketTrouble === null
      ? null
      : `Not connected to Slack (Socket Mode), so what people press there does nothing: ${socketTrouble}`,
    behind >= behindEntries ? `${behind} entries are durable but not applied yet.` : null,
    stats.openDeadLetters > 0
      ? `${counted(stats.openDeadLetters, 'dead letter')} ${stats.openDeadLetters === 1 ? 'waits' : 'wait'} for an operator.`
      : null,
    quarantineNote(stats),
    stats.lastSentry === null ? 'No webhook of Sentry has been accepted yet.' : null,
    ...lanes.map((lane) => laneNote(lane, now)),
  ].filter((note) => note !== null);
}

/** Strangers alone are nothing to look at. */
function quarantineNote({ quarantined, quarantinedBy }: StoreStats): string | null {
  const likely = mostLikely(quarantinedBy);
  if (likely === null || likely === 'stranger') return null;
  const count = quarantined - (quarantinedBy.stranger ?? 0);
  const deliveries = count === 1 ? '1 delivery is' : `${count} deliveries are`;
  return `${deliveries} in quarantine: the signature matched no secret. Most likely ${likelyWords[likely]}. They are taken in as soon as a secret fits.`;
}

function laneNote(lane: LaneView, now: number): string | null {
  const name = lane.drillsOnly ? `${lane.id} (drills only)` : lane.id;
  if (lane.state.kind === 'blocked') return `${name} is blocked: ${lane.state.reason}`;
  if (lane.state.kind === 'waiting' && lane.state.until > now) {
    return `${name} waits ${Math.ceil((lane.state.until - now) / 1_000)} s: ${lane.state.reason}`;
  }
  if (lane.oldestPendingAt !== null && now - lane.oldestPendingAt > lateMs) {
    return `${name} lags: its oldest notification is ${Math.round((now - lane.oldestPendingAt) / 1_000)} s late.`;
  }
  return null;
}

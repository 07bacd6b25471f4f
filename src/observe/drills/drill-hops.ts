import type { DrillHop, ReceiverProbe } from '../../domain/drill/drill-report.ts';
import type { LaneState } from '../../domain/sending/lane.ts';
import type { Notification } from '../../domain/sending/notification.ts';
import type { AlertReceiver } from '../../domain/policy.ts';
import { acceptedAt, handleOf } from '../../domain/sending/sent.ts';
import { troubleOf, type Trouble } from '../../domain/sending/trouble.ts';
import type { Look } from './looks.ts';

/** Looking for so long, and so often, without finding means that it is not there. */
const missingMs = 5_000;
const missingLooks = 4;
/** Not being able to look for so long means that the vendor's answer is all that will be known. */
const unseenMs = 10_000;

/** An answer that takes longer than this is worth a word. */
const silentMs = 1_000;

/** By then a lane that can flow has sent something, after a group's wait of one second and a token's of another. */
const triedMs = 3_000;

/** What a hop is read from. */
export interface HopFacts {
  readonly row: Notification;
  readonly lane: LaneState | undefined;
  /** Why its credential sends nothing now, as silent looks were told. */
  readonly held: Trouble | null;
  /** When the door received the drill's first alert. */
  readonly firstAlertAt: number;
  /** Null as long as nothing was accepted that could be looked for. */
  readonly look: Look | null;
  readonly now: number;
}

/** Whether the receiver has taken the row's message or page. */
export function isAccepted({ sent }: Notification): boolean {
  return acceptedAt(sent) !== null && handleOf(sent) !== null;
}

/** How far one message or page of a drill got. */
export function hopOf({ row, lane, held, firstAlertAt, look, now }: HopFacts): DrillHop {
  const at = acceptedAt(row.sent);
  const base = {
    hop: row.surface === 'page' ? 'page' : 'slack',
    receiver: row.receiver,
    acceptedAfterMs: at === null ? null : Math.max(0, at - firstAlertAt),
    trouble: null,
    unconfirmed: null,
    handle: handleOf(row.sent),
    link: null,
  } as const;
  if (!isAccepted(row)) {
    const own = ownTrouble(row.attempts);
    const failed = isGivenUp(row) || (lane?.kind === 'blocked' && own !== null);
    return {
      ...base,
      state: failed ? 'failed' : 'waiting',
      trouble: own ?? silence(row, now) ?? laneTrouble(lane, now - firstAlertAt, now) ?? held,
    };
  }
  return { ...base, state: 'accepted', ...seenAs(look) };
}

/** What looking for it adds to what its receiver accepted. */
function seenAs(look: Look | null): Partial<DrillHop> {
  const finding = look?.finding ?? null;
  if (look === null || finding === null) return {};
  const lasted = look.at - look.since;
  switch (finding.kind) {
    case 'yes':
      return { state: 'confirmed', link: finding.link };
    case 'no':
      return lasted >= missingMs && look.looks >= missingLooks
        ? { state: 'failed', trouble: troubleOf(finding.code, finding.detail) }
        : {};
    case 'blind':
      return { unconfirmed: finding.detail };
    case 'unknown':
      return lasted >= unseenMs ? { unconfirmed: finding.detail } : {};
  }
}

/**
 * What the lane of a real receiver has to say, null when nothing that a silent look could not tell better: what real
 * alerts met there counts for more than a look that goes well, and whoever was told to wait does not come back with one.
 */
export function laneProbe(
  { id, kind }: Pick<AlertReceiver, 'id' | 'kind'>,
  { state: lane, isSending, now }: LaneFacts,
): ReceiverProbe | null {
  if (lane === undefined || lane.kind === 'flowing') return null;
  const base = { receiver: id, kind, proven: true, detail: lane.reason } as const;
  if (lane.until > now) {
    const trouble = laneSays(lane);
    return { ...base, state: lane.kind === 'blocked' ? 'failed' : 'unknown', trouble };
  }
  // Its trial decides. A drill has a blocked lane tried at once; one that has nothing to send stays as it was, and what
  // it met before proves nothing any more.
  const isTried = isSending || (lane.kind === 'blocked' && now - lane.until < triedMs);
  return isTried ? { ...base, state: 'asking', trouble: null } : null;
}

/** What a lane is known to be in the middle of. */
interface LaneFacts {
  readonly state: LaneState | undefined;
  readonly isSending: boolean;
  readonly now: number;
}

/** What a silent look at a receiver of real alerts found. */
export function probeOf({ id, kind }: Pick<AlertReceiver, 'id' | 'kind'>, look: Look | null): ReceiverProbe {
  const base = { receiver: id, kind, proven: true, trouble: null } as const;
  const finding = look?.finding ?? null;
  if (finding === null) return { ...base, state: 'asking', detail: 'It is being asked.' };
  const { detail } = finding;
  switch (finding.kind) {
    case 'yes':
      return { ...base, state: 'ok', detail };
    case 'no':
      return { ...base, state: 'failed', detail, trouble: troubleOf(finding.code, detail) };
    // What can never be found out must not keep a check from ending.
    case 'blind':
      return { ...base, state: 'ok', proven: false, detail };
    case 'unknown':
      return { ...base, state: 'unknown', detail, trouble: troubleOf(finding.code, detail) };
  }
}

/** Why a row of a drill that is over still shows something open; null when it does not. */
export function leftOpenBy(row: Notification): string | null {
  const { sent, attempts, projection } = row;
  const why = attempts.lastError === null ? '' : ` ${attempts.lastError}`;
  const underWay = attempts.startedAt !== null || attempts.ambiguousAt !== null;
  if (projection.surface === 'page') {
    const open = sent.phase === 'open' || sent.phase === 'maybe' || sent.phase === 'resolving';
    return open || underWay ? `The page at ${row.receiver} is not resolved yet.${why}` : null;
  }
  const behind = handleOf(sent) !== null && sent.digest !== row.digest && !isGivenUp(row);
  return behind || underWay ? `The message at ${row.receiver} does not show the result yet.${why}` : null;
}

function isGivenUp({ attempts, digest }: Notification): boolean {
  return attempts.deadDigest !== null && attempts.deadDigest === digest;
}

/** A send that hangs has no outcome yet, and so no error. */
function silence({ attempts, receiver }: Notification, now: number): Trouble | null {
  const waited = attempts.startedAt === null ? 0 : now - attempts.startedAt;
  if (waited < silentMs) return null;
  return troubleOf('unreachable', `${receiver} has not answered for ${Math.round(waited / 1_000)} s.`);
}

function ownTrouble({ lastError, lastCode }: Notification['attempts']): Trouble | null {
  return lastError === null ? null : troubleOf(lastCode ?? 'unknown', lastError);
}

function laneSays({ code, reason }: Exclude<LaneState, { kind: 'flowing' }>): Trouble {
  return troubleOf(code ?? 'unknown', reason);
}

/**
 * A wait that is over is told by nobody, since a lane flows again with its next send only. If it still does not flow
 * after some seconds, it is being tried with another row, for the same reason.
 */
function laneTrouble(lane: LaneState | undefined, waited: number, now: number): Trouble | null {
  if (lane === undefined || lane.kind === 'flowing') return null;
  return lane.kind === 'waiting' && lane.until <= now && waited < triedMs ? null : laneSays(lane);
}

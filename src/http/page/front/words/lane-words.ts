import type { LaneView } from '../../../../observe/lanes/lane-view.ts';
import { span } from './figures.ts';
import { time } from './moments.ts';

const kindNames: Readonly<Record<LaneView['kind'], string>> = {
  chat: 'Slack',
  pager: 'PagerDuty',
  notes: 'PagerDuty notes',
  rooms: 'Slack channels',
  hook: 'Webhook',
  fallback: 'Fallback',
};

/** `slack/C0123` → `C0123`. */
export function shortId({ receiver }: Pick<LaneView, 'receiver'>): string {
  return receiver.slice(receiver.indexOf('/') + 1);
}

/** The vendor that a lane leads to. */
export function laneKind({ kind }: Pick<LaneView, 'kind'>): string {
  return kindNames[kind];
}

/** What a lane looks like. */
type LaneLook = 'untried' | 'flowing' | 'failed' | 'blocked' | 'waiting';

/**
 * A wait for a limit that is over counts as flowing: the lane only has to be told so by its next send. After a failure
 * that is not known before it.
 */
export function laneLook({ state, tried }: Pick<LaneView, 'state' | 'tried'>, now: number): LaneLook {
  if (state.kind !== 'waiting' || state.until > now) return tried ? state.kind : 'untried';
  return state.failures > 0 ? 'failed' : 'flowing';
}

/** The same in words, with its reason. */
export function laneWords(lane: LaneView, now: number): string {
  const { state, lastDeliveredAt } = lane;
  const look = laneLook(lane, now);
  if (look === 'untried') return 'Not tried yet';
  if (look === 'flowing' || state.kind === 'flowing')
    return lastDeliveredAt === null
      ? 'Flowing'
      : `Flowing, last delivered ${span(now - lastDeliveredAt)} ago`;
  if (look === 'failed') return `Failed when it was last tried: ${state.reason}`;
  if (look === 'blocked') return `Blocked: ${state.reason}`;
  return `Waiting until ${time(state.until)} (${span(state.until - now)}): ${state.reason}`;
}

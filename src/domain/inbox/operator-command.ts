interface Asked {
  readonly incident: string;
  /** Who asked, for the timeline, for example `operator`. */
  readonly who: string;
  /** Their id in Slack; absent: it was not asked there. */
  readonly user?: string;
}

/** Somebody is on it, or says that it is over: the root of the incident is meant. */
export interface HandlingCommand extends Asked {
  readonly action: 'acknowledge' | 'resolve';
}

/** Somebody wants an engineer woken, has it in hand by name, wants quiet, or no longer: the root of the incident is meant. */
export interface AttentionCommand extends Asked {
  readonly action: 'page' | 'assign' | 'mute' | 'unmute';
  /** Of a mute: how long, ms; absent: an hour. */
  readonly forMs?: number;
}

/** Somebody wants a channel for the root of the incident, or no longer needs it. */
export interface RoomCommand extends Asked {
  readonly action: 'room' | 'archive';
}

/** A child leaves its storm, a root lets all of its children go, or an incident lets go one of its issues. */
interface SplitCommand extends Asked {
  readonly action: 'split';
  /** The key of an issue here, or its short id in Sentry; absent: the incident itself is meant. */
  readonly issue?: string;
  readonly why: string | null;
}

/** The incident, with its children, becomes part of the root of `into`. */
interface MergeCommand extends Asked {
  readonly action: 'merge';
  readonly into: string;
  readonly why: string | null;
}

/** What somebody asks of an incident. */
export type OperatorCommand = HandlingCommand | AttentionCommand | RoomCommand | SplitCommand | MergeCommand;

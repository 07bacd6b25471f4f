import type { Notification } from '../../domain/sending/notification.ts';
import { nextChangeStep } from './change-step.ts';
import { nextHookStep } from './hook-step.ts';
import { nextMessageStep } from './message-step.ts';
import { nextNoteStep } from './note-step.ts';
import { nextOverflowStep } from './overflow-step.ts';
import { nextPageStep } from './page-step.ts';
import { nextInviteStep, nextRoomPostStep, nextRoomStep } from './room-steps.ts';
import type { NextStep, Related } from './step.ts';
import { nextThreadStep } from './thread-step.ts';

/** Wanted against sent: the next step of a row. Pure. */
export function nextStep(row: Notification, related: Related, now: number): NextStep {
  switch (row.projection.surface) {
    case 'message':
      return nextMessageStep(row, row.projection, now);
    case 'thread':
      return nextThreadStep(row, row.projection, related.parent);
    case 'hook':
      return nextHookStep(row, row.projection, now);
    case 'overflow':
      return nextOverflowStep(row, row.projection, now);
    case 'change':
      return nextChangeStep(row);
    case 'note':
      return nextNoteStep(row, row.projection);
    case 'room':
      return nextRoomStep(row, row.projection);
    case 'room-post':
      return nextRoomPostStep(row, related.parent, now);
    case 'invite':
      return nextInviteStep(row, row.projection);
    case 'page':
      return nextPageStep(row, row.projection, related.rootPages, now);
  }
}

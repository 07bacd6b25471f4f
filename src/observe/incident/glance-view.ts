import { changeBefore } from '../../correlate/incident/what-changed.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Notification } from '../../domain/sending/notification.ts';
import type { ChangeBefore } from '../../domain/sending/page-projection.ts';
import type { LiveMessage } from '../../domain/sending/projection.ts';
import { slotAt, slotMs } from '../../domain/trend.ts';
import { pagedAt } from './page-view.ts';

/** What a person asks first of an incident that is a storm, or woke somebody. Times are virtual ms. */
export interface GlanceView {
  /** At least so many; null: not known. */
  readonly users: number | null;
  /** As its message in Slack counts them; null: it has none yet. */
  readonly events: number | null;
  /** What changed shortly before; null: nothing that is known. */
  readonly changed: ChangeBefore | null;
  /** Events by slots of time; null while there are too few of them to draw. */
  readonly rate: RateShown | null;
  /** When its newest page was taken, or of a shared one became due; null: nobody is known to have been woken. */
  readonly pagedAt: number | null;
  /** Where people see it; null: nowhere, or nobody has told where. */
  readonly links: {
    readonly sentry: string | null;
    readonly slack: string | null;
    readonly pager: string | null;
  };
}

interface RateShown {
  /** When the first slot begins. */
  readonly from: number;
  readonly slotMs: number;
  /** Events of each slot, oldest first. */
  readonly counts: readonly number[];
}

/** Looks at what its messages show: they are made of the same incident. @param rows Its notifications. */
export function glanceView(incident: Incident, rows: readonly Notification[]): GlanceView {
  const message = newestMessage(rows);
  const { openedAt, sample, atPager } = incident;
  return {
    users: message?.users ?? null,
    events: message?.events ?? null,
    changed: message === null ? null : changeBefore(openedAt, message),
    rate: message === null ? null : rateIn(message),
    pagedAt: pagedAt(incident, rows),
    links: {
      sentry: sample.link ?? message?.link ?? null,
      slack:
        rows.find(({ surface, link }) => surface === 'message' && typeof link === 'string')?.link ?? null,
      pager: atPager?.at(-1)?.link ?? null,
    },
  };
}

/** Of several channels the one that knows most. */
export function newestMessage(rows: readonly Notification[]): LiveMessage | null {
  const messages = rows.flatMap(({ projection }) =>
    projection.surface === 'message' && projection.state !== 'part-of' ? [projection] : [],
  );
  return messages.toSorted((a, b) => b.alerts - a.alerts)[0] ?? null;
}

/** The slots of a trend end where that of the newest event begins: it is still filling. */
function rateIn({ trend, lastAlertAt }: LiveMessage): RateShown | null {
  if (trend == null) return null;
  const { counts } = trend;
  return { from: (slotAt(lastAlertAt) - counts.length) * slotMs, slotMs, counts };
}

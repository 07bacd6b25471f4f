import type { Incident } from '../../../../domain/incident.ts';
import type { incidentPage } from '../../../../observe/incident/incident-page.ts';
import type { IncidentView, notificationView } from '../../../../observe/incident/incident-view.ts';

/** One line of a story, as the API tells it. */
export interface StoryItem {
  readonly n: number;
  readonly at: number;
  readonly kind: string;
  readonly code: string;
  readonly detail: string;
  /** Of what joined; null or absent: not known. */
  readonly service?: string | null;
}

/** One notification, as the API tells it. */
export type NotificationShown = ReturnType<typeof notificationView>;

/** What the API answers of one incident. */
export interface IncidentAnswer {
  readonly at: number;
  readonly view: IncidentView;
  readonly page: ReturnType<typeof incidentPage>;
  readonly incident: Pick<Incident, 'sample' | 'atPager'>;
  readonly children: readonly IncidentView[];
  readonly joined: readonly IncidentView[];
  readonly timeline: readonly StoryItem[];
  readonly notifications: readonly NotificationShown[];
}

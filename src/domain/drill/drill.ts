/** The tag of an alert that names its drill's nonce. */
export const drillTag = 'stormrelay.drill';

/** What a drill sends: one alert, or a burst that has to become one incident. */
export type DrillScenario = 'single' | 'storm';

/** How a drill ended. `expired`: nobody ended it in time. */
export type DrillResult = 'passed' | 'failed' | 'cancelled' | 'expired';

/** What whoever registered a drill said of it; shown in its message. Unescaped. */
export interface DrillSubject {
  readonly service: string;
  readonly environment: string;
  readonly release: string | null;
  /** Who or what asked for it, for example the person who deployed. */
  readonly by: string | null;
}

/**
 * A registered drill. Alerts that are signed with the drill secret and carry its nonce belong to it, and to
 * nothing else: it is a correlation class of its own.
 */
export interface Drill {
  /** `drill-<seq of its registration>`. */
  readonly id: string;
  /** Known to whoever registered it; spent once the announced number of alerts has come. */
  readonly nonce: string;
  readonly scenario: DrillScenario;
  readonly subject: DrillSubject;
  /** Virtual ms. */
  readonly registeredAt: number;
  readonly expiresAt: number;
  /** How many alerts it announced, and how many of them were counted. */
  readonly alertsAllowed: number;
  readonly alertsTaken: number;
  /** Virtual ms at which the door received the first; null before it. */
  readonly firstAlertAt: number | null;
  /** Incidents opened for it, oldest first, children included. */
  readonly incidents: readonly string[];
  readonly end: { readonly at: number; readonly result: DrillResult; readonly summary: string } | null;
}

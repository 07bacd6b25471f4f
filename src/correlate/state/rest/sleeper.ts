import type { Incident } from '../../../domain/incident.ts';
import type { Issue } from '../../../domain/issue.ts';
import type { Household, PackedHousehold } from './household.ts';

/** What whoever looks through all incidents sees of each, asleep or awake. */
export type Glance = Pick<
  Incident,
  | 'id'
  | 'kind'
  | 'status'
  | 'parent'
  | 'storm'
  | 'page'
  | 'severity'
  | 'events'
  | 'openedAt'
  | 'environmentClass'
>;

/** Where it lives. */
interface Home {
  unpack(sleeper: Sleeper): Household;
  wake(sleeper: Sleeper): void;
}

/** A household that is asleep: what can be seen of its incident, and all its rows, packed. */
export class Sleeper implements Glance, PackedHousehold {
  readonly id: string;
  readonly status: Incident['status'];
  readonly severity: Incident['severity'];
  readonly events: number;
  readonly openedAt: number;
  readonly environmentClass: Incident['environmentClass'];
  readonly text: string;
  readonly length: number;
  private readonly home: Home;

  constructor(
    { id, status, severity, events, openedAt, environmentClass }: Incident,
    packed: PackedHousehold,
    home: Home,
  ) {
    this.id = id;
    this.status = status;
    this.severity = severity;
    this.events = events;
    this.openedAt = openedAt;
    this.environmentClass = environmentClass;
    this.text = packed.text;
    this.length = packed.length;
    this.home = home;
  }

  // What follows is the same of all that may rest (`may-rest.ts`).
  get kind(): 'alerts' {
    return 'alerts';
  }

  get parent(): null {
    return null;
  }

  get storm(): null {
    return null;
  }

  get page(): null {
    return null;
  }

  wake(): void {
    this.home.wake(this);
  }

  /** One of its issues, while it goes on sleeping. */
  issue(key: string): Issue | undefined {
    return this.home.unpack(this).issues.find((row) => row.key === key);
  }
}

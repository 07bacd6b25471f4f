import { eventsOf, isGuest, startOf, type Incident, type ServiceTally } from '../../domain/incident.ts';
import { broughtBy, type Issue } from '../../domain/issue.ts';
import { inOrder, mergeTallies } from './family.ts';
import { noGuests, OpenGuestTally, type GuestTally } from './guest-tally.ts';
import { ListedIssues, type Running } from './listed-issues.ts';
import { Loudest } from './loudest.ts';
import { SlotCounts } from './slot-counts.ts';
import { TellingIssues } from './telling-issues.ts';

/**
 * What all members of a root add up to: the root itself and its children, oldest first, with the issues they list.
 * Guests bring their alerts, events and users, and nothing that would say what the storm is.
 */
export interface FamilyTally {
  readonly alerts: number;
  readonly events: number;
  readonly stillArriving: number;
  /** When the first of its firm members began, and the newest alert of any, virtual ms. */
  readonly since: number;
  readonly lastAlertAt: number;
  readonly environments: ReadonlySet<string>;
  /** Their services with the alerts added up, and the same with the one that failed first in front. */
  readonly services: ReadonlyMap<string, ServiceTally>;
  readonly servicesInOrder: readonly ServiceTally[];
  /** Their names, in the same order; the same list as long as that is. */
  readonly serviceNames: readonly string[];
  readonly issueCount: number;
  /** Of which service they are; a service that was renamed since may have none. */
  readonly issuesByService: ReadonlyMap<string, number>;
  readonly releases: ReadonlySet<string>;
  /** Each service with each release, once. */
  readonly running: readonly Running[];
  /** Distinct Sentry projects; those that nobody has told count as one. */
  readonly projects: number;
  /** Events by Sentry's counts, and the most users that Sentry counted for one issue; null where it told none. */
  readonly sentryCount: number | null;
  readonly sentryUsers: number | null;
  /** Issues with the most events, the loudest first. */
  readonly loudest: readonly Issue[];
  /** The first issues that have a link, at most 10. */
  readonly linked: readonly Issue[];
  readonly guests: GuestTally;
  /** Of `events`, those that guests brought. */
  readonly guestEvents: number;
  /** Events of the whole slots of time before the newest, oldest first. */
  readonly trend: readonly number[];
  /** The issue whose words say most of those that name such a cause (`kindOfCause`); null where none names it. */
  telling(kind: string): Issue | null;
  /** The issue of a service with the most events; null: no issue names it. */
  loudestOf(service: string): Issue | null;
}

/** A tally that follows what changes in rows whose place in the family stays. */
export class OpenTally implements FamilyTally {
  alerts = 0;
  events = 0;
  guestEvents = 0;
  stillArriving = 0;
  since = Infinity;
  /** When the first of them was opened. */
  private openedAt = Infinity;
  lastAlertAt = -Infinity;
  sentryCount: number | null = null;
  sentryUsers: number | null = null;
  readonly environments = new Set<string>();
  readonly services = new Map<string, ServiceTally>();
  readonly issuesByService = new Map<string, number>();
  private readonly issues = new ListedIssues();
  private listed: OpenGuestTally | null = null;
  private readonly ranked = new Loudest();
  private readonly slots = new SlotCounts();
  private readonly words = new TellingIssues();
  private readonly projectNames = new Set<string | null>();
  /** Names of the services, the one that failed first in front; null until somebody asks. */
  #order: readonly string[] | null = null;

  get serviceNames(): readonly string[] {
    this.#order ??= inOrder(this.services).map(({ name }) => name);
    return this.#order;
  }

  get servicesInOrder(): readonly ServiceTally[] {
    return this.serviceNames
      .map((name) => this.services.get(name))
      .filter((service) => service !== undefined);
  }

  get issueCount(): number {
    return this.issues.size;
  }

  get releases(): ReadonlySet<string> {
    return this.issues.releases;
  }

  get running(): readonly Running[] {
    return this.issues.running;
  }

  get linked(): readonly Issue[] {
    return this.issues.linked;
  }

  get guests(): GuestTally {
    return this.listed ?? noGuests;
  }

  get projects(): number {
    return this.projectNames.size;
  }

  get loudest(): readonly Issue[] {
    return this.ranked.issues;
  }

  /** Whether a member may be added that is older than others: what its environments are called does not depend on the order. */
  takesLate(row: Incident): boolean {
    const { environments } = this;
    return (
      !isGuest(row) && environments.size <= 1 && row.environments.every((name) => environments.has(name))
    );
  }

  get trend(): readonly number[] {
    return this.slots.whole(this.openedAt);
  }

  telling(kind: string): Issue | null {
    return this.words.of(kind);
  }

  loudestOf(service: string): Issue | null {
    return this.ranked.of(service);
  }

  /** Adds a member: its figures, and the issues that it lists; undefined stands for one whose row is gone. */
  add(row: Incident, issues: readonly (Issue | undefined)[]): void {
    this.count(row, 1);
    this.slots.follow(undefined, row.trend);
    const guest = isGuest(row);
    if (!guest) this.addMember(row);
    for (const issue of issues) {
      if (issue !== undefined) this.countSentry(null, issue);
      if (!guest) this.addIssue(issue, row);
      else if (issue !== undefined) {
        this.listed ??= new OpenGuestTally();
        this.listed.add(issue, row.adoption?.at ?? row.openedAt);
      }
    }
  }

  /** Follows a member; false when the tally has to be made anew. */
  followMember(before: Incident, row: Incident): boolean {
    if (isGuest(before) !== isGuest(row)) return false;
    if (before.issues !== row.issues || before.environments !== row.environments) return false;
    if (!isGuest(row) && !this.followServices(before.services, row.services)) return false;
    this.count(before, -1);
    this.count(row, 1);
    // It only ever turns out to have begun earlier.
    if (!isGuest(row)) this.since = Math.min(this.since, startOf(row));
    this.slots.follow(before.trend, row.trend);
    return true;
  }

  /** Follows an issue of a member, or of a guest; false when the tally has to be made anew. */
  followIssue(before: Issue, row: Issue, guest: boolean): boolean {
    if (before === row) return true;
    if (before.service !== row.service || before.project !== row.project || before.link !== row.link)
      return false;
    // It left for a new incident, in which it begins anew: the loudest may be others.
    const [now, earlier] = [broughtBy(row), broughtBy(before)];
    if (
      now.alerts < earlier.alerts ||
      now.occurrences < earlier.occurrences ||
      (row.sentryUsers ?? 0) < (before.sentryUsers ?? 0)
    )
      return false;
    this.countSentry(before.sentryCount, row);
    if (guest) {
      this.listed?.follow(before, row);
      return true;
    }
    if (!this.words.follow(before, row)) return false;
    this.issues.follow(row);
    this.ranked.follow(before, row);
    return true;
  }

  private addMember(row: Incident): void {
    this.since = Math.min(this.since, startOf(row));
    this.openedAt = Math.min(this.openedAt, row.openedAt);
    for (const name of row.environments) this.environments.add(name);
    for (const service of row.services) this.addService(service);
  }

  private addIssue(issue: Issue | undefined, member: Incident): void {
    this.projectNames.add(issue?.project ?? null);
    if (issue === undefined) return;
    const { service } = issue;
    this.issuesByService.set(service, (this.issuesByService.get(service) ?? 0) + 1);
    this.issues.add(issue, member);
    this.ranked.add(issue);
    this.words.add(issue);
  }

  private count(row: Incident, sign: 1 | -1): void {
    this.alerts += sign * row.alerts;
    this.events += sign * row.events;
    if (isGuest(row)) this.guestEvents += sign * row.events;
    this.stillArriving += sign * row.stillArriving;
    this.lastAlertAt = Math.max(this.lastAlertAt, row.lastAlertAt);
  }

  private addService(service: ServiceTally): void {
    const known = this.services.get(service.name);
    const merged = known === undefined ? service : mergeTallies(known, service);
    if (merged.firstAt !== known?.firstAt) this.#order = null;
    this.services.set(service.name, merged);
  }

  private followServices(before: readonly ServiceTally[], rows: readonly ServiceTally[]): boolean {
    if (before === rows) return true;
    if (before.length > rows.length) return false;
    const same = before.every(
      ({ name, firstAt }, n) => name === rows[n]?.name && firstAt === rows[n].firstAt,
    );
    if (!same) return false;
    rows.forEach((service, n) => {
      // Of what a member already had, only the difference is new.
      const alerts = service.alerts - (before[n]?.alerts ?? 0);
      const events = eventsOf(service) - (before[n] === undefined ? 0 : eventsOf(before[n]));
      if (service !== before[n]) this.addService({ ...service, alerts, events });
    });
    return true;
  }

  private countSentry(before: number | null, { sentryCount, sentryUsers }: Issue): void {
    if (sentryCount !== null) this.sentryCount = (this.sentryCount ?? 0) + sentryCount - (before ?? 0);
    if (sentryUsers !== null) this.sentryUsers = Math.max(this.sentryUsers ?? 0, sentryUsers);
  }
}

import type { Record, Sent } from '../scene/record.ts';
import type { Scene } from '../scene/scene.ts';
import { issueIdOf } from '../story/sentry-error.ts';
import type { ImaginedIssue, Story } from '../story/story.ts';

/** An outage is recognised within this window, ms (DESIGN section 3). */
const windowMs = 60_000;

/** A trouble for which somebody has to be woken, and when the relay could know. */
interface Trouble {
  readonly name: string;
  readonly knownAt: number;
  /** Its issues, by their places in the story. */
  readonly issues: readonly number[];
  /** Sentry's numbers of them: whatever shows one is about it. */
  readonly issueIds: readonly string[];
  /** Keys of PagerDuty of which one has to ring. */
  readonly keys: readonly string[];
}

/** What the relay was told of that has to wake somebody. */
export function troublesOf(scene: Scene): readonly Trouble[] {
  const { record, story } = scene;
  const heard = record.sent.filter(
    ({ outcome, kind }) => outcome === 'accepted' && (kind === 'event' || kind === 'issue'),
  );
  const fatals = story.issues
    .filter(
      (issue) =>
        issue.level === 'fatal' &&
        issue.environment === 'production' &&
        issue.outage === null &&
        !isMaintained(story, issue),
    )
    .flatMap((issue): readonly Trouble[] => {
      const first = firstHeard(record, issue);
      if (first === undefined) return [];
      const issueIds = sameAs(story, issue).map(issueIdOf);
      const of = { issues: [issue.number], issueIds, keys: [keyOf(scene, issue)] };
      return [{ name: `fatal issue ${issue.number}`, knownAt: first.knownAt, ...of }];
    });
  const outages = [...new Set(story.issues.map(({ outage }) => outage))].filter((one) => one !== null);
  return [...fatals, ...outages.flatMap((outage) => stormOf(scene, outage, heard))];
}

/** When an issue's first event happened, as far as it was told, and when the relay knew: it was answered, or read of it. */
export function firstHeard(
  { sent, readings }: Record,
  { number }: ImaginedIssue,
): { readonly at: number; readonly knownAt: number } | undefined {
  const told = sent.find(
    ({ issue, kind, outcome }) => issue === number && kind === 'event' && outcome === 'accepted',
  );
  const read = readings.find(({ issue }) => issue === number);
  if (told === undefined || (read !== undefined && read.at < told.answeredAt))
    return read && { at: read.at, knownAt: read.at };
  return { at: told.at, knownAt: told.answeredAt };
}

/** What a service says in the same words is one trouble, shown by whichever of its issues came first. */
export function sameAs({ issues }: Story, issue: ImaginedIssue): readonly ImaginedIssue[] {
  const { service, type, message, environment } = issue;
  return issues.filter(
    (one) =>
      one.service === service &&
      one.type === type &&
      one.message === message &&
      one.environment === environment,
  );
}

/** Whether somebody works on its service all the while, so that nobody is told of it. */
export function isMaintained({ policy }: Story, { service }: ImaginedIssue): boolean {
  return policy.maintained === service;
}

/** The key of whoever is told of an issue. */
function keyOf({ story, providers }: Scene, { service }: ImaginedIssue): string {
  const [own = '', second = ''] = providers.keys;
  return story.policy.secondTeam.includes(service) ? second : own;
}

/** At least five issues of three services within a minute, and five alerts: a storm (DESIGN section 3). */
function stormOf(scene: Scene, outage: number, heard: readonly Sent[]): readonly Trouble[] {
  const { story } = scene;
  const struck = story.issues.filter((one) => one.outage === outage && !isMaintained(story, one));
  const of = (sent: Sent): ImaginedIssue | undefined => struck.find(({ number }) => number === sent.issue);
  const own = heard
    .filter((one) => one.kind === 'event' && of(one) !== undefined)
    .sort((a, b) => a.answeredAt - b.answeredAt);
  const firsts = own.filter((one, n) => own.findIndex(({ issue }) => issue === one.issue) === n);
  for (const last of firsts) {
    const window = firsts.filter(
      ({ answeredAt }) => answeredAt <= last.answeredAt && answeredAt > last.answeredAt - windowMs + 5_000,
    );
    const services = new Set(window.map((one) => of(one)?.service));
    if (window.length < 6 || services.size < 3) continue;
    const keys = [...new Set(struck.map((issue) => keyOf(scene, issue)))];
    const issues = struck.map(({ number }) => number);
    const about = { issues, issueIds: struck.map(issueIdOf), keys };
    return [{ name: `outage ${outage}`, knownAt: last.answeredAt, ...about }];
  }
  return [];
}

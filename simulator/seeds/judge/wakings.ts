import type { Scene } from '../scene/scene.ts';
import type { Sent } from '../scene/record.ts';
import { issueIdOf } from '../story/sentry-error.ts';
import type { ImaginedIssue } from '../story/story.ts';

/** Somebody is woken so soon after the relay could know, ms, where nothing holds it up. */
const wakesWithinMs = 20_000;
/** An outage is recognised within this window, ms (DESIGN section 3). */
const windowMs = 60_000;

/** A trouble for which somebody has to be woken, and when the relay could know. */
interface Trouble {
  readonly name: string;
  readonly knownAt: number;
  /** Sentry's numbers of its issues: whatever shows one of them is about it. */
  readonly issueIds: readonly string[];
}

/** `somebody-woken` and `nobody-woken-twice`. */
export function judgeWakings(scene: Scene): void {
  const { record, story, providers } = scene;
  const began = scene.time.now() - scene.time.elapsed();
  const { account } = providers.stage;
  const pages = new Map(account.incidents.map((one) => [one.id, JSON.stringify(one)]));
  const wakings = account.wakings.map((one) => ({
    ...one,
    at: one.at - began,
    page: pages.get(one.incident) ?? '',
  }));
  const troubles = troublesOf(scene);
  for (const { name, knownAt, issueIds } of troubles) {
    const isAbout = (shown: string): boolean => issueIds.some((id) => shown.includes(id));
    const held = record.disturbed.filter(
      (one) => one.pages && one.from < knownAt + wakesWithinMs && one.to > knownAt - 90_000,
    );
    const until = Math.max(knownAt + wakesWithinMs, ...held.map(({ to }) => to + wakesWithinMs));
    const woken = wakings.some(({ at, page }) => at >= knownAt - 90_000 && at <= until && isAbout(page));
    // Whoever has it in hand before its page could go out need not be woken for it.
    const inHand = record.pressed.some(({ at, message }) => at <= until && isAbout(message));
    if (!woken && !inHand && until < story.endAt)
      record.broken('somebody-woken', `${name} was known at ${knownAt}, and nobody was woken by ${until}`);
  }
  const byKey = new Map<string, number[]>();
  for (const { at, dedupKey } of wakings) byKey.set(dedupKey, [...(byKey.get(dedupKey) ?? []), at]);
  for (const [key, times] of byKey) {
    const ends = record.endedAtPager.get(key) ?? [];
    for (const [n, at] of times.entries()) {
      const before = times[n - 1];
      if (before !== undefined && !ends.some((end) => end > before && end <= at))
        record.broken('nobody-woken-twice', `${key} rang at ${before} and again at ${at}`);
    }
  }
  // Two causes are two storms; each fatal error is one; a person who ends one lets it begin anew.
  const acts = story.events.filter(({ does }) => does === 'act' || does === 'regressed').length;
  const most = mostPages(story.issues) + acts;
  // Where two hours have passed in a moment, two hours of quiet are over, and what fires then begins anew.
  if (byKey.size > most && !record.clockMoved)
    record.broken(
      'nobody-woken-twice',
      `${byKey.size} pages for ${most} troubles: ${[...byKey.keys()].join(', ')}`,
    );
}

function mostPages(issues: readonly ImaginedIssue[]): number {
  const outages = new Set(issues.filter(({ outage }) => outage !== null).map(({ outage }) => outage)).size;
  return outages + issues.filter(({ level }) => level === 'fatal').length;
}

/** What the relay was told of that has to wake somebody. */
function troublesOf({ record, story }: Scene): readonly Trouble[] {
  const heard = record.sent.filter(
    ({ outcome, kind }) => outcome === 'accepted' && (kind === 'event' || kind === 'issue'),
  );
  const fatals = story.issues
    .filter(
      ({ level, environment, outage }) =>
        level === 'fatal' && environment === 'production' && outage === null,
    )
    .flatMap((issue) => {
      const first = heard.find(({ issue: of, kind }) => of === issue.number && kind === 'event');
      return first === undefined
        ? []
        : [{ name: `fatal issue ${issue.number}`, knownAt: first.answeredAt, issueIds: [issueIdOf(issue)] }];
    });
  const outages = [...new Set(story.issues.map(({ outage }) => outage))].filter((one) => one !== null);
  return [...fatals, ...outages.flatMap((outage) => stormOf(outage, story.issues, heard))];
}

/** At least five issues of three services within a minute, and five alerts: a storm (DESIGN section 3). */
function stormOf(
  outage: number,
  issues: readonly ImaginedIssue[],
  heard: readonly Sent[],
): readonly Trouble[] {
  const own = heard
    .filter(({ issue, kind }) => issue !== null && kind === 'event' && issues[issue]?.outage === outage)
    .sort((a, b) => a.answeredAt - b.answeredAt);
  const issueIds = issues.filter((one) => one.outage === outage).map(issueIdOf);
  const firsts = own.filter((one, n) => own.findIndex(({ issue }) => issue === one.issue) === n);
  for (const last of firsts) {
    const window = firsts.filter(
      ({ answeredAt }) => answeredAt <= last.answeredAt && answeredAt > last.answeredAt - windowMs + 5_000,
    );
    const services = new Set(window.map(({ issue }) => issues[issue ?? -1]?.service));
    if (window.length >= 6 && services.size >= 3)
      return [{ name: `outage ${outage}`, knownAt: last.answeredAt, issueIds }];
  }
  return [];
}

/**
 * How steadily a project tells of errors, as the relay hears it. Its gaps are measured in time in which the relay heard
 * of anything at all: while nothing comes from anywhere, none of its projects has fallen silent.
 */
export interface ProjectRhythm {
  /** `<organization>/<project>`, as slugs; of an organization that nothing names, and in rows of older relays, `<project>`. */
  readonly key: string;
  /** What its alerts last called themselves: deploys and releases go by that name too. */
  readonly service: string;
  /** Virtual ms of the first error that was heard of it, and of the newest, to a minute. */
  readonly since: number;
  readonly lastAt: number;
  /** `Heard.forMs` at `lastAt`. */
  readonly heardMs: number;
  /** Days on which it spoke, the newest in front, at most 14: in how many minutes, and the longest gap that ended on each. */
  readonly days: readonly { readonly day: number; readonly minutes: number; readonly longestMs: number }[];
  /** By name: which major version its events came from last, at most 4, the newest in front. */
  readonly sdks: readonly SeenSdk[];
  /** Set while it is told of that it fell silent; whether something explained it. */
  readonly told?: 'explained' | 'unexplained';
}

/** The key of a project: two organizations may have one of the same slug. `org`: null where nothing names it. */
export function projectKey(org: string | null, slug: string): string {
  return org === null ? slug : `${org}/${slug}`;
}

/** The project's slug alone. */
export function slugOf({ key }: Pick<ProjectRhythm, 'key'>): string {
  return key.slice(key.indexOf('/') + 1);
}

/** An SDK that events of a project came from. */
interface SeenSdk {
  readonly name: string;
  readonly major: number;
  /** When another major version had come before: which, and virtual ms of the change. */
  readonly changed?: { readonly before: number; readonly at: number };
}

/** What one error tells of its project. */
interface Spoken {
  readonly key: string;
  readonly service: string;
  readonly sdk: Pick<SeenSdk, 'name' | 'major'> | null;
  readonly at: number;
  readonly heardMs: number;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const daysKept = 14;
const sdksKept = 4;
/** So long a project is watched before anything is said of it: a week has a weekend. */
const watchedMs = 7 * dayMs;
const leastDays = 7;
/** What speaks less, or was ever silent for longer (ms of hearing), is seldom heard anyway: of few gaps none is the longest. */
const leastMinutes = 84;
const seldomMs = 12 * hourMs;
/** One that is silent for longer has left; nobody waits for it, virtual ms. */
const leftMs = 14 * dayMs;
/** How much longer than ever before a silence is, and how long at least, ms of hearing, before it is told. */
const tooLong = { explained: [1.5, 30 * minuteMs], unexplained: [3, hourMs] } as const;

/** Whether an error tells nothing new of a project: it speaks most often, and its row is written once a minute. */
export function isKnownToSpeak(row: ProjectRhythm, { at, sdk }: Pick<Spoken, 'at' | 'sdk'>): boolean {
  if (at - row.lastAt >= minuteMs || row.told !== undefined) return false;
  return sdk === null || row.sdks.some(({ name, major }) => name === sdk.name && major >= sdk.major);
}

/** The row after an error. A silence that a change explained is none of its usual gaps. */
export function spoke(row: ProjectRhythm | null, { key, service, sdk, at, heardMs }: Spoken): ProjectRhythm {
  const { since = at, days = [], sdks = [] } = row ?? {};
  const gapMs = row === null || row.told === 'explained' ? 0 : Math.max(0, heardMs - row.heardMs);
  return {
    ...{ key, service, since, lastAt: at, heardMs },
    days: withGap(days, Math.floor(at / dayMs), gapMs),
    sdks: sdk === null ? sdks : withSdk(sdks, sdk, at),
  };
}

function withGap(days: ProjectRhythm['days'], day: number, gapMs: number): ProjectRhythm['days'] {
  const [newest] = days;
  if (newest?.day !== day)
    return [
      { day, minutes: 1, longestMs: gapMs },
      ...days.filter((one) => day - one.day < daysKept).slice(0, daysKept - 1),
    ];
  const today = { day, minutes: newest.minutes + 1, longestMs: Math.max(newest.longestMs, gapMs) };
  return [today, ...days.slice(1)];
}

/** Old and new run beside each other while something rolls out: only a higher version is a change. */
function withSdk(
  sdks: readonly SeenSdk[],
  { name, major }: Pick<SeenSdk, 'name' | 'major'>,
  at: number,
): readonly SeenSdk[] {
  const known = sdks.find((one) => one.name === name);
  if (known !== undefined && known.major >= major) return sdks;
  const seen = known === undefined ? { name, major } : { name, major, changed: { before: known.major, at } };
  return [seen, ...sdks.filter((one) => one !== known)].slice(0, sdksKept);
}

/** The longest gap of a project that always speaks, ms of hearing; null: it does not, or is not known for long enough. */
export function usualGap({ since, lastAt, days }: ProjectRhythm): number | null {
  if (lastAt - since < watchedMs || days.length < leastDays) return null;
  if (days.reduce((sum, { minutes }) => sum + minutes, 0) < leastMinutes) return null;
  const longest = Math.max(minuteMs, ...days.map(({ longestMs }) => longestMs));
  return longest > seldomMs ? null : longest;
}

/**
 * Whether a project that always speaks is silent for much longer than ever before.
 * @param heardMs `Heard.forMs` at `now`.
 * @param why Whether something explains it: then less is enough.
 */
export function hasFallenSilent(
  row: ProjectRhythm,
  { now, heardMs, why }: { now: number; heardMs: number; why: keyof typeof tooLong },
): boolean {
  const usual = usualGap(row);
  if (usual === null || now - row.lastAt > leftMs) return false;
  const [times, leastMs] = tooLong[why];
  return heardMs - row.heardMs >= Math.max(usual * times, leastMs);
}

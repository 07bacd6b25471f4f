import type { SlackSettings } from '../config.ts';

/** Whether somebody may press; `unknown`: Slack did not say who is in their groups. */
export type MayPress = 'yes' | 'no' | 'unknown';

/** Who may press. */
export interface Responders {
  /** At once where no group has to be asked for. Never rejects. */
  mayPress(user: string): MayPress | Promise<MayPress>;
}

/** What asking for groups needs. */
interface RespondersDeps {
  /** Ids of a group's members; rejects when Slack does not tell. */
  readonly membersOf: (group: string) => Promise<readonly string[]>;
  /** Virtual UNIX ms. */
  readonly now: () => number;
}

/** So long a group is believed to be as it was: ten groups a minute are half of what Slack allows (tier 2). */
const freshMs = 60_000;
/** So long nobody asks again for a group of which Slack did not tell. */
const failedMs = 15_000;

interface KnownGroup {
  members: ReadonlySet<string> | null;
  askedFrom: number;
  asking: Promise<void> | null;
}

/**
 * Users and user groups (`S…`) that may press; nobody named is everybody. When Slack does not tell of a group, what was
 * known of it last goes on.
 */
export function createResponders(
  { responders }: Pick<SlackSettings, 'responders'>,
  { membersOf, now }: RespondersDeps,
): Responders {
  const users = new Set(responders.filter((id) => !isGroup(id)));
  const groups = new Map(responders.filter(isGroup).map((id) => [id, unknownGroup()]));
  return {
    mayPress: (user) => {
      if (responders.length === 0 || users.has(user)) return 'yes';
      if (groups.size === 0) return 'no';
      return Promise.all([...groups].map(([id, group]) => lookAt(group, () => membersOf(id), now))).then(() =>
        verdictOf(user, [...groups.values()]),
      );
    },
  };
}

/** Whether an id is that of a user group. */
export function isGroup(id: string): boolean {
  return id.startsWith('S');
}

function unknownGroup(): KnownGroup {
  return { members: null, askedFrom: -Infinity, asking: null };
}

/** Several presses at once ask once. */
async function lookAt(
  group: KnownGroup,
  ask: () => Promise<readonly string[]>,
  now: () => number,
): Promise<void> {
  if (group.asking === null && now() >= group.askedFrom) group.asking = learn(group, ask, now);
  await group.asking;
}

async function learn(
  group: KnownGroup,
  ask: () => Promise<readonly string[]>,
  now: () => number,
): Promise<void> {
  try {
    group.members = new Set(await ask());
    group.askedFrom = now() + freshMs;
  } catch {
    group.askedFrom = now() + failedMs;
  }
  group.asking = null;
}

function verdictOf(user: string, groups: readonly KnownGroup[]): MayPress {
  if (groups.some(({ members }) => members?.has(user) === true)) return 'yes';
  return groups.some(({ members }) => members === null) ? 'unknown' : 'no';
}

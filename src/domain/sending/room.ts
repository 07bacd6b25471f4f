/** A channel that an incident has of its own, for those who work on it. Times are virtual ms. */
export interface Room {
  readonly since: number;
  /** Who asked for it; null: every storm has one. */
  readonly by: string | null;
  /** What it is to be called; where that is taken, the chat adds to it. */
  readonly name: string;
  /** The chat's id of it; null: it has not told yet. */
  readonly channel: string | null;
  /** When the chat was asked for whoever is on call; null: it was not yet. */
  readonly askedAt: number | null;
  readonly archived: { readonly by: string; readonly at: number } | null;
}

/** Somebody who has an incident in hand, or is to: `user` is the chat's id of them. */
export interface Hand {
  readonly user: string;
  readonly name: string;
}

/** Somebody who took an incident in hand at the pager: `id` is the pager's, by which the chat does not know them. */
export interface PagerHand {
  readonly id: string;
  readonly name: string;
  /** When the chat was asked who that is; null: it was not yet. */
  readonly askedAt: number | null;
}

/** When incidents get a channel of their own. */
export interface RoomRules {
  /** `storms`: each storm by itself, and whatever somebody asks for; `asked`: only the latter. */
  readonly when: 'storms' | 'asked';
  /** How its name begins. */
  readonly prefix: string;
}

/** What the channel itself should be. */
export interface RoomProjection {
  readonly surface: 'room';
  readonly incident: string;
  readonly state: 'open' | 'archived';
  readonly name: string;
  readonly since: number;
  /** The chat's id of it; null: it has not told yet. */
  readonly channel: string | null;
  /** What its topic says; unescaped. */
  readonly about: {
    readonly status: 'open' | 'acknowledged' | 'resolved';
    /** Who took it, or ended it; null: nobody is known. */
    readonly who: string | null;
    readonly title: string;
    readonly services: number;
  };
}

/** The first message in it: what it is about, and where to look. */
export interface RoomPostProjection {
  readonly surface: 'room-post';
  readonly incident: string;
  readonly state: 'there';
  readonly channel: string;
  readonly title: string;
  /** The receiver at which the incident is shown. */
  readonly beside: string;
  /** Where its pager shows it; null: not told. */
  readonly page: string | null;
  /** In Sentry; null: it has no address there. */
  readonly link: string | null;
}

/** Who should be in it, in the order in which that was known. `n` counts from 1. */
export interface InviteProjection {
  readonly surface: 'invite';
  readonly incident: string;
  readonly channel: string;
  readonly items: readonly (Hand & { readonly n: number })[];
}

/** Slack bounds a name to 80 characters (docs.slack.dev/reference/methods/conversations.create). */
const longestName = 70;

/**
 * What a channel is called: lowercase letters, digits, hyphens and underscores, whatever the cause says.
 * `inc-` and `redis unreachable` on 2027-01-15 make `inc-0115-redis-unreachable`.
 */
export function roomName(prefix: string, title: string, at: number): string {
  const date = new Date(at).toISOString();
  const words = title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]+/g, '-');
  const name = `${prefix}${date.slice(5, 7)}${date.slice(8, 10)}-${words}`.slice(0, longestName);
  return name.replaceAll(/-{2,}/g, '-').replace(/-+$/, '');
}

/** Whether an id is that of somebody who cannot be asked into a channel, since they are in another workspace than it. */
export function isOfAnotherWorkspace(user: string): boolean {
  return user.includes('/');
}

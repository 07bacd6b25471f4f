import type { Incident } from '../../domain/incident.ts';
import type { LiveMessage, Projection } from '../../domain/sending/projection.ts';
import type { TimelineItem } from '../../domain/timeline.ts';
import type { Store } from '../../seams/store.ts';

/** Children that a story is told with; a large storm has more. */
const mostChildren = 1_000;

/** All that is known of a root when its story is written down. */
export interface Story {
  readonly root: Incident;
  /** Oldest first. */
  readonly children: readonly Incident[];
  /** Children beyond those. */
  readonly moreChildren: number;
  /** In order of time, its children's apart from what the root tells of them already. */
  readonly items: readonly Told[];
  /** What its message shows, which knows users and what changed; null where no channel shows it. */
  readonly message: LiveMessage | null;
  /** Where that message is seen; null: not known. */
  readonly messageLink: string | null;
}

/** A line of a story, and of which service it tells; null: of all of it. */
export interface Told {
  readonly item: TimelineItem;
  readonly of: string | null;
}

/** Reads the story of an incident: of its root, where it is part of another. Null: there is no such incident. */
export async function readStory(
  store: Pick<Store, 'incident' | 'children' | 'childrenTally' | 'timeline' | 'notificationsOf'>,
  id: string,
): Promise<Story | null> {
  const found = await store.incident(id);
  const root = found?.parent == null ? found : ((await store.incident(found.parent)) ?? found);
  if (root === null) return null;
  const children = await store.children(root.id, mostChildren);
  const items: Told[] = (await store.timeline(root.id)).map((item) => ({ item, of: null }));
  for (const child of children)
    for (const item of await store.timeline(child.id))
      if (isOwn(item)) items.push({ item, of: child.services[0]?.name ?? child.id });
  const { count } = await store.childrenTally(root.id);
  const rows = await store.notificationsOf(root.id);
  const message = rows.map(({ projection }) => projection).find(isLiveMessage);
  return {
    root,
    children,
    moreChildren: Math.max(0, count - children.length),
    items: items.sort((a, b) => a.item.at - b.item.at),
    message: message ?? null,
    messageLink: rows.find(({ surface, link }) => surface === 'message' && link != null)?.link ?? null,
  };
}

function isLiveMessage(one: Projection): one is LiveMessage {
  return one.surface === 'message' && one.state !== 'part-of';
}

/** What a child has that its root does not tell: how it began, and who was woken for it. */
function isOwn({ kind, decision }: TimelineItem): boolean {
  if ('what' in decision) return decision.what === 'page';
  return kind === 'opened' || kind === 'page';
}

import { nameOf, type Incident } from '../../domain/incident.ts';
import type { Notification } from '../../domain/sending/notification.ts';
import { handleOf } from '../../domain/sending/sent.ts';
import type { Desk, ListedIncident, NamedIncident } from '../../integrations/slack/commands/desk.ts';
import { channelOf } from '../../integrations/slack/receiver.ts';
import type { IncidentView } from '../../observe/incident/incident-view.ts';
import { readIncidentView } from '../../observe/overview.ts';
import type { HttpStore } from '../http-deps.ts';
import { onlyShown } from './shown-with.ts';

/** What answers to slash commands read of the relay. */
export function commandDesk({
  store,
  isShown,
  ...known
}: Pick<Desk, 'now' | 'pager' | 'onCall'> & {
  readonly store: HttpStore;
  /** Null: all are. */
  readonly isShown: ((incident: string) => Promise<boolean>) | null;
}): Desk {
  return {
    ...known,
    open: async (most) => {
      const found = await store.roots({ status: 'open', limit: isShown === null ? most : searched });
      const shown = await onlyShown(found, isShown);
      const roots = shown.slice(0, most);
      const listed: ListedIncident[] = [];
      for (const root of roots)
        listed.push(
          listedIncident(root, await readIncidentView(store, root), await store.notificationsOf(root.id)),
        );
      return { listed, all: isShown === null ? await store.countOpenRoots() : shown.length };
    },
    find: async (named, meant) => {
      const found = await findIncident(store, named);
      if (meant === 'part') return found === null ? null : namedIncident(found);
      const root = found?.parent == null ? found : ((await store.incident(found.parent)) ?? found);
      const isHidden = root !== null && isShown !== null && !(await isShown(root.id));
      return root === null || isHidden ? null : namedIncident(root);
    },
  };
}

function listedIncident(root: Incident, view: IncidentView, rows: readonly Notification[]): ListedIncident {
  const message = rows.find((row) => row.surface === 'message' && handleOf(row.sent) !== null);
  const ts = message === undefined ? null : handleOf(message.sent);
  return {
    id: root.id,
    title: nameOf(root),
    severity: view.severity,
    state: root.status === 'acknowledged' ? 'acknowledged' : 'open',
    acknowledgedBy: root.acknowledgedBy,
    services: view.services,
    since: view.openedAt,
    paged: view.page.standing,
    mutedUntil: root.mute?.until ?? null,
    message: message === undefined || ts === null ? null : messageOf(message, ts),
    link: root.sample.link,
  };
}

function messageOf({ lane, link = null }: Notification, ts: string): ListedIncident['message'] {
  return { channel: channelOf(lane), ts, link };
}

function namedIncident(incident: Incident): NamedIncident {
  const { id, kind, status, acknowledgedBy, acknowledgedAt, alsoAcknowledged = [] } = incident;
  return {
    id,
    title: nameOf(incident),
    state: status,
    acknowledgedBy,
    acknowledgedAt,
    also: alsoAcknowledged.map(({ by }) => by),
    ...(kind === 'collector' && { many: true }),
  };
}

/** Open ones that a short id is looked for among: more than anybody has at once. */
const searched = 1_000;

/** By its id, the number in it, or, while it is open, the short id of the issue that speaks for it. */
async function findIncident(store: HttpStore, named: string): Promise<Incident | null> {
  const word = named.toLowerCase().replace(/^#/, '');
  const id = /^\d+(-\d+)?$/.test(word) ? `inc-${word}` : word;
  if (/^inc-\d+(-\d+)?$/.test(id)) return store.incident(id);
  const open = await store.incidents({ status: 'open', limit: searched });
  return open.find(({ sample }) => sample.shortId?.toLowerCase() === word) ?? null;
}

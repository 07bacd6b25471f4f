import type { Scene } from '../scene/scene.ts';
import { issueIdOf } from '../story/sentry-error.ts';
import type { Story } from '../story/story.ts';

/** Whoever reads in Sentry so often has read everything at the end, minutes; whoever does not, what it was away for. */
const readsAllMinutes = 2;

/** Of what the relay has read in Sentry: which issue it knows from there, and since when. */
export function hearOfReadings({ record, story, time }: Scene): void {
  const rows = record.rows(
    "SELECT seq, id FROM inbox WHERE source = 'sentry-api' AND seq > ? ORDER BY seq",
    record.readUpTo,
  );
  for (const row of rows) {
    record.readUpTo = Number(row['seq']);
    const [, id, status] = String(row['id']).split(':');
    const issue = story.issues.find((one) => issueIdOf(one) === id);
    if (issue !== undefined && status === 'firing')
      record.readings.push({ issue: issue.number, at: time.elapsed() });
  }
}

/** Whatever came of webhooks: with a token the relay comes to what Sentry has. */
export function judgeCaughtUp({ record, story, providers, time }: Scene): void {
  countReadings(record);
  const { desk } = story;
  if (desk === null || record.clockMoved) return;
  const readsAll = desk.everyMinutes <= readsAllMinutes;
  const { book } = providers.stage.sentryDoor.account;
  const began = time.now() - time.elapsed();
  // Whoever was never told of a new issue does not look for them: it is not ticked in Sentry.
  const toldOfNewAt = Math.min(
    ...record.sent
      .filter(({ kind, outcome }) => kind === 'issue' && outcome === 'accepted')
      .map(({ answeredAt }) => answeredAt),
  );
  for (const issue of story.issues) {
    const there = book.get(issueIdOf(issue));
    if (there === null) continue;
    const rows = record.rows(
      `SELECT incident.id FROM issue JOIN incident ON incident.id = issue.doc ->> 'incident'
       WHERE issue.key LIKE ? AND issue.doc ->> 'status' = 'open' AND incident.status <> 'resolved'`,
      `%/${issueIdOf(issue)}`,
    );
    const name = `issue ${issue.number}`;
    const firedAt = (there.events[0]?.at ?? 0) - began;
    if (readsAll && there.status === 'resolved' && rows.length > 0)
      record.broken('caught-up', `${name} is resolved in Sentry, and open here`);
    const isRead = firedAt < record.awayUntil || (readsAll && toldOfNewAt <= firedAt);
    if (there.status === 'unresolved' && rows.length === 0 && isRead && !endsHere(story))
      record.broken('caught-up', `${name} fires in Sentry, and is not open here`);
  }
}

/** Whether somebody ends something here, of which Sentry does not know. */
function endsHere({ events }: Story): boolean {
  return events.some((one) => one.does === 'act' && one.act.endsWith('-resolve'));
}

/** What readings were good for: they told something, or what had come anyway. */
function countReadings(record: Scene['record']): void {
  const rows = record.rows(
    `SELECT inbox.id AS id, inbox.kind AS kind, disposition.kind AS became FROM inbox
     JOIN disposition ON disposition.seq = inbox.seq WHERE inbox.kind IN ('reconstructed', 'sentry-unheard')`,
  );
  for (const row of rows) {
    const status = String(row['id']).split(':')[2] ?? '';
    const what = row['kind'] === 'sentry-unheard' ? 'unheard' : status === 'firing' ? 'fires' : 'over';
    record.reach.reading(what, row['became'] === 'set-aside' ? 'known-already' : 'news');
  }
}

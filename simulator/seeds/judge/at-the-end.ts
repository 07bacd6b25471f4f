import { isObject, jsonOf } from '../../fakes/exchange.ts';
import { coveredAlerts } from '../../referee/root-messages.ts';
import type { Scene } from '../scene/scene.ts';
import { issueIdOf } from '../story/sentry-error.ts';
import type { ImaginedIssue } from '../story/story.ts';
import { judgeStep } from './at-each-step.ts';
import { judgeCaughtUp } from './caught-up.ts';

/** Judges what is left when everything has come to rest. */
export async function judgeEnd(scene: Scene): Promise<void> {
  if (!scene.isUp()) scene.record.broken('the relay runs', 'it was not up at the end');
  judgeInbox(scene);
  judgeDrained(scene);
  judgeStep(scene);
  judgeOver(scene);
  judgeCaughtUp(scene);
  await judgeBooks(scene);
}

/** I1 and I2: everything that was answered is there, and each entry was applied once. */
function judgeInbox({ record }: Scene): void {
  const ids = new Set(record.rows('SELECT id FROM seen').map((row) => String(row['id'])));
  for (const { key, outcome } of record.sent)
    if (outcome === 'accepted' && ![...ids].some((id) => id.includes(key)))
      record.broken('I1', `webhook ${key} was answered 2xx and is gone`);
  const entries = record.rows('SELECT seq FROM inbox ORDER BY seq').map((row) => row['seq']);
  const applied = record.rows('SELECT seq FROM disposition ORDER BY seq').map((row) => row['seq']);
  if (JSON.stringify(entries) !== JSON.stringify(applied))
    record.broken('I2', `${entries.length} entries and ${applied.length} dispositions`);
}

/** Figures in the topic of an incident's own channel are told at most so often, ms (docs/messages.md), and a while late. */
const topicEveryMs = 5 * 60_000 + 10_000;

/** What has just become due is on its way for so long, ms (DESIGN I6). */
const onItsWayMs = 10_000;

/** Nothing is left to do, but what has just become due, and figures of topics whose turn has not come. */
function judgeDrained({ record, time }: Scene): void {
  const waiting = record.rows(
    `SELECT id FROM notification WHERE pending_since <= ? AND dead_digest IS NULL
       AND NOT (wanted ->> 'surface' = 'room' AND wanted ->> 'statusDigest' = sent ->> 'statusDigest' AND sent_at > ?)
     LIMIT 5`,
    // A relay whose clock was set back goes on from where it was.
    record.clockMoved ? Number.MAX_SAFE_INTEGER : time.wall() - onItsWayMs,
    time.wall() - topicEveryMs,
  );
  if (waiting.length > 0)
    record.broken('drained', `still to be sent: ${waiting.map((row) => String(row['id'])).join(', ')}`);
}

/** I6: the books balance, inside and against what Slack shows. */
async function judgeBooks(scene: Scene): Promise<void> {
  const { record, story, providers } = scene;
  const answer = await scene.ask({ method: 'GET', path: '/api/books', headers: {}, body: Buffer.alloc(0) });
  const books = answer === null ? null : jsonOf(answer.body);
  if (!isObject(books)) {
    record.broken('I6', `no books: ${answer?.status ?? 'no answer'} ${answer?.body.slice(0, 200) ?? ''}`);
    return;
  }
  const of = (name: string): number => Number(books[name]);
  const sum = of('shown') + of('folded') + of('suppressed') + of('setAside') + of('dead') + of('inFlight');
  const told = JSON.stringify(books);
  if (of('accepted') !== sum) record.broken('I6', `accepted is not the sum of its parts: ${told}`);
  if (of('inFlight') !== 0) record.broken('I6', `in flight at rest: ${told}`);
  if (of('dead') !== 0) record.broken('I6', `dead: ${told}`);
  const ids = new Set(record.sent.filter(({ outcome }) => outcome === 'accepted').map(({ key }) => key));
  const maybe = new Set(record.sent.filter(({ outcome }) => outcome === 'unanswered').map(({ key }) => key));
  for (const key of ids) maybe.delete(key);
  if (of('accepted') < ids.size || of('accepted') > ids.size + maybe.size)
    record.broken('I6', `${ids.size} were accepted, and the books say ${told}`);
  const isSeen = record.deleted.size === 0 && story.channels === 1;
  const dropped = story.events.some((one) => one.does === 'oddity' && one.oddity === 'metadata-dropped');
  if (!isSeen || dropped || record.clockMoved) return;
  const covered = coveredAlerts(providers.stage.workspace.messages);
  const expected = of('accepted') - of('setAside') - of('suppressed');
  if (covered !== expected) record.broken('I6', `Slack shows ${covered} alerts, of ${expected}: ${told}`);
}

/** What Sentry has resolved is over: here, and at the pager. */
function judgeOver({ record, story, providers }: Scene): void {
  const { book } = providers.stage.sentryDoor.account;
  const resolved = (issue: ImaginedIssue): boolean => {
    const own = record.sent.filter((one) => one.issue === issue.number);
    const there = book.get(issueIdOf(issue));
    if (own.length === 0) return there === null;
    const isTold = own.at(-1)?.kind === 'resolved' && own.at(-1)?.outcome === 'accepted';
    return isTold && there?.status === 'resolved';
  };
  if (!story.issues.every(resolved)) return;
  // That alerts never came is over only once they come again.
  const open = record.rows(
    `SELECT id FROM incident WHERE status <> 'resolved' AND id NOT IN
       (SELECT doc ->> 'incident' FROM issue WHERE key LIKE 'relay:unheard/%')`,
  );
  if (open.length > 0)
    record.broken(
      'over',
      `Sentry resolved everything, and open is: ${open.map((row) => String(row['id'])).join(', ')}`,
    );
  const ringing = providers.stage.account.incidents.filter(({ status }) => status !== 'resolved');
  if (ringing.length > 0)
    record.broken(
      'over',
      `Sentry resolved everything, and PagerDuty holds ${ringing.map(({ dedupKey }) => dedupKey).join(', ')}`,
    );
}

import { createHmac } from 'node:crypto';
import { headersOf } from '../../fakes/sentry/sender.ts';
import type { SentryWebhook } from '../../fakes/sentry/webhook.ts';
import { sentryError } from '../story/sentry-error.ts';
import type { StoryEvent } from '../story/story.ts';
import { relayOrigin } from '../world/providers.ts';
import { act } from './act.ts';
import type { Sent } from './record.ts';
import type { Scene } from './scene.ts';

/** What Sentry knows of its issues while a story goes on. */
type Tallies = Map<number, { count: number; firstSeen: number; lastSeen: number }>;

/** Who resolves in Sentry, and takes that back. */
const onCall = { id: 71, name: 'Robin Fake' };
/** Sentry's deadline, virtual ms. */
const deadlineMs = 1_000;
/** What a disturbance may still hold up after it is over: backoff, a wait, a look, one more try. */
const aftermathMs = 90_000;

/** Lets a story's events happen at their times. */
export function plan(scene: Scene): void {
  const tallies: Tallies = new Map();
  const { story, time, providers } = scene;
  if (story.pagerTells) {
    const { pagerduty } = providers.stage.controls;
    pagerduty.setWebhook(`${relayOrigin}/webhooks/pagerduty`);
    pagerduty.setManner({ copies: story.pagerCopies, lateByMs: story.pagerCopies === 2 ? 3_000 : 0 });
  }
  for (const event of story.events) time.after(event.at, () => happen(scene, event, tallies), 'world');
}

function happen(scene: Scene, event: StoryEvent, tallies: Tallies): void {
  const { time, record, providers } = scene;
  const now = time.elapsed();
  const disturbs = disturbing(scene);
  switch (event.does) {
    case 'error':
      throwError(scene, event, tallies);
      return;
    case 'resolved':
    case 'unresolved':
    case 'regressed':
      changeIssue(scene, event, tallies);
      return;
    case 'fault': {
      const { fault, share, forMs, service, on } = event;
      disturbs(forMs, service);
      providers[service].weather.push({ fault, share, until: now + forMs, on });
      return;
    }
    case 'oddity':
      disturbs(event.forMs, event.oddity === 'issues-paged' ? 'sentry' : 'slack');
      beOdd(scene, event);
      return;
    case 'cut':
      disturbs(event.downMs + 60_000);
      scene.planCut({ commits: event.commits, written: event.written, power: event.power }, event.downMs);
      return;
    case 'full':
    case 'failing':
      disturbs(event.forMs);
      refuse(scene, event);
      return;
    case 'silent':
      record.silentUntil = Math.max(record.silentUntil, now + event.forMs);
      return;
    case 'kill':
    case 'restart':
    case 'clock':
    case 'freeze':
      disturbs(60_000 + ('downMs' in event ? event.downMs : 0));
      scene.during(event.during, () => strike(scene, event));
      return;
    case 'act':
      act(scene, event.act);
  }
}

type Disturbs = (forMs: number, whom?: 'slack' | 'pagerduty' | 'sentry' | 'all') => void;

/** Notes that from now on, for so long and a while more, nobody can ask for punctuality. */
function disturbing({ time, record }: Scene): Disturbs {
  const from = time.elapsed();
  return (forMs, whom = 'all') =>
    void record.disturbed.push({
      from,
      to: from + forMs + aftermathMs,
      pages: whom === 'all' || whom === 'pagerduty',
      slack: whom === 'all' || whom === 'slack',
    });
}

/** The disk takes nothing for a while. */
function refuse(
  { time, record, disk }: Scene,
  event: Extract<StoryEvent, { readonly does: 'full' | 'failing' }>,
): void {
  const until = time.elapsed() + event.forMs;
  if (event.does === 'full') disk.isFull = true;
  else disk.isFailing = event.beginning ? 'beginning' : 'keeping';
  record.fullUntil = Math.max(record.fullUntil, until + 2_000);
  const over = (): void => {
    if (event.does === 'full') disk.isFull = false;
    else disk.isFailing = null;
  };
  time.after(event.forMs, over, 'world');
}

/** Something happens to the process or its clock. */
function strike(
  scene: Scene,
  event: Extract<StoryEvent, { readonly does: 'kill' | 'restart' | 'clock' | 'freeze' }>,
): void {
  const { time, record } = scene;
  if (!scene.isUp()) return;
  const asked = scene.isAsked();
  switch (event.does) {
    case 'kill':
      record.process('kill', asked);
      scene.kill(event.downMs);
      return;
    case 'restart':
      record.process('restart', asked);
      scene.restart();
      return;
    case 'clock':
      record.clockMoved = true;
      record.process(event.byMs < 0 ? 'clock-back' : 'clock-forward', asked);
      time.skew += event.byMs;
      return;
    case 'freeze':
      record.process('freeze', asked);
      scene.freeze(event.forMs);
  }
}

function beOdd(
  { time, providers }: Scene,
  { oddity, forMs }: Extract<StoryEvent, { readonly does: 'oddity' }>,
): void {
  const { stage, oddities } = providers;
  const until = time.elapsed() + forMs;
  if (oddity === 'history-late') oddities.historyLateUntil = until;
  else if (oddity === 'history-paged') oddities.historyPagedUntil = until;
  else if (oddity === 'issues-paged') oddities.issuesPagedUntil = until;
  else {
    stage.workspace.dropsMetadata.value = true;
    time.after(forMs, () => void (stage.workspace.dropsMetadata.value = false), 'world');
  }
}

function throwError(
  scene: Scene,
  { issue: number, lateMs, copies }: Extract<StoryEvent, { readonly does: 'error' }>,
  tallies: Tallies,
): void {
  const { time, story, providers } = scene;
  const issue = story.issues[number];
  if (issue === undefined) return;
  const at = time.now();
  const tally = tallies.get(number) ?? { count: 0, firstSeen: at, lastSeen: at };
  tally.count += 1;
  tally.lastSeen = at;
  tallies.set(number, tally);
  const error = sentryError(issue, { at, seed: story.seed, ...tally });
  for (const webhook of providers.stage.sentry.webhooksFor(error))
    for (let copy = 0; copy < copies; copy += 1)
      time.after(
        copy * 700 + scene.chance() * (lateMs + 1),
        () => post(scene, webhook, number, webhook.resource === 'issue' ? 'issue' : 'event'),
        'world',
      );
}

function changeIssue(
  scene: Scene,
  { does, issue: number }: Extract<StoryEvent, { readonly does: 'resolved' | 'unresolved' | 'regressed' }>,
  tallies: Tallies,
): void {
  const { time, story, providers } = scene;
  const issue = story.issues[number];
  const tally = tallies.get(number);
  if (issue === undefined || tally === undefined) return;
  const at = time.now();
  if (does === 'regressed') {
    tally.count += 1;
    tally.lastSeen = at;
  }
  // What people do leaves the issue as it was last seen: two equal acts are equal bytes.
  const error = sentryError(issue, { at: tally.lastSeen, seed: story.seed, ...tally });
  const action = does === 'resolved' ? 'resolved' : 'unresolved';
  const change = does === 'regressed' ? { substatus: 'regressed' } : { substatus: 'ongoing', actor: onCall };
  post(scene, providers.stage.sentry.issueWebhook(action, error, { at, ...change }), number, does);
}

/** One attempt, as Sentry makes it for an internal integration: one second, and never again. */
function post(scene: Scene, webhook: SentryWebhook, issue: number, kind: Sent['kind']): void {
  const { time, record, providers } = scene;
  if (time.elapsed() < record.silentUntil) return;
  const body = Buffer.from(webhook.body, 'latin1');
  const requestId = createHmac('sha256', 'request')
    .update(`${record.sent.length}`)
    .digest('hex')
    .slice(0, 32);
  const headers = headersOf(webhook, { body, requestId, at: time.now(), secret: providers.stage.secret });
  const named = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  const at = time.elapsed();
  const key = webhook.idempotencyKey ?? '';
  const sent: Sent = { key, issue, kind, at, outcome: 'unanswered', answeredAt: at };
  record.sent.push(sent);
  if (scene.disk.isFull) record.process('disk-full', true);
  if (scene.disk.isFailing !== null) record.process('disk-failing', true);
  void scene.ask({ method: 'POST', path: '/webhooks/sentry', headers: named, body }).then((answer) => {
    if (answer === null || time.elapsed() - at > deadlineMs) return;
    sent.outcome = answer.status >= 200 && answer.status < 300 ? 'accepted' : 'rejected';
    sent.answeredAt = time.elapsed();
    record.answered(sent);
  });
}

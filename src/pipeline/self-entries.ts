import { randomUUID } from 'node:crypto';
import type { BrainState } from '../correlate/state/brain-state.ts';
import { awakeIn } from '../correlate/state/rest/resting-rows.ts';
import { answerIn, type PageAnswered } from '../deliver/outcome/page-answered.ts';
import { drillOf } from '../domain/environment/environment.ts';
import type { Incident } from '../domain/incident.ts';
import { pagesOf } from '../domain/routing/desk.ts';
import type { Lane } from '../domain/sending/lane.ts';
import type { Policy } from '../domain/policy.ts';
import type { Inbox } from '../ingest/inbox.ts';
import { laneDelivery } from '../ingest/lane-report.ts';
import { policyDelivery, samePolicy } from '../ingest/policy-entry.ts';
import type { Log } from '../seams/log.ts';
import type { DispatchStore, InboxStore } from '../seams/store.ts';
import { pageEntryOf } from './page-entry.ts';

/** Tells the brain a policy that differs from the one it has. The brain learns everything from its inbox. */
export async function followPolicy(
  store: Pick<InboxStore, 'append'>,
  { meta }: Pick<BrainState, 'meta'>,
  policy: Policy,
  now: number,
): Promise<void> {
  if (samePolicy(policy, meta.policy)) return;
  await store.append([policyDelivery(policy, `policy:${meta.cursor}:${randomUUID()}`)], now);
}

/**
 * Tells the brain of lanes that have come back without its hearing of it, because the relay ended between the
 * two: their messages would complain for ever.
 */
export async function followLanes(
  inbox: Pick<Inbox, 'accept'>,
  store: Pick<DispatchStore, 'lanes'>,
  { lanes, meta }: Pick<BrainState, 'lanes' | 'meta'>,
  log: Log,
): Promise<void> {
  if (lanes.size === 0) return;
  const { receivers, drillReceivers } = meta.policy;
  const credentials = new Set([...receivers, ...drillReceivers].map((receiver) => receiver.credential));
  const stored = (await Promise.all([...credentials].map((credential) => store.lanes(credential)))).flat();
  for (const [id] of lanes) {
    const lane = stored.find((one) => one.id === id) ?? { id, credential: '', state: { kind: 'flowing' } };
    if (lane.state.kind === 'flowing') await reportLane(inbox, lane, log);
  }
}

/** Tells the brain that a lane went down or came back, so that messages can say it. */
export async function reportLane(inbox: Pick<Inbox, 'accept'>, lane: Lane, log: Log): Promise<void> {
  const report = { lane: lane.id, state: lane.state };
  try {
    await inbox.accept(laneDelivery(report, `lane:${lane.id}:${randomUUID()}`));
  } catch (error) {
    log.warn({ lane: lane.id, error: String(error) }, 'A lane report could not be stored.');
  }
}

/** Tells the brain what a pager answered to a page, so that nobody reads of a page that nobody received. */
export async function reportPage(
  inbox: Pick<Inbox, 'accept'>,
  answered: PageAnswered,
  log: Log,
): Promise<void> {
  const delivery = pageEntryOf(answered, randomUUID());
  if (delivery === null) return;
  try {
    await inbox.accept(delivery);
  } catch (error) {
    const notification = answered.row.id;
    log.warn({ notification, error: String(error) }, 'What a pager answered could not be stored.');
  }
}

/**
 * Tells the brain what pagers answered without its hearing of it: the relay ended between the two, or was an older one,
 * which told of no answers.
 */
export async function followPages(
  inbox: Pick<Inbox, 'accept'>,
  store: Pick<DispatchStore, 'notificationsOf'>,
  {
    state,
    log,
    now,
  }: { readonly state: Pick<BrainState, 'incidents'>; readonly log: Log; readonly now: number },
): Promise<void> {
  for (const incident of awakeIn(state.incidents)) {
    if (!mayHaveUnheard(incident)) continue;
    for (const row of await store.notificationsOf(incident.id)) {
      const answer = row.projection.surface === 'page' ? answerIn(row, now) : null;
      if (answer !== null) await reportPage(inbox, { row, answer }, log);
    }
  }
}

function mayHaveUnheard(incident: Incident): boolean {
  if (drillOf(incident.environmentClass) !== null) return false;
  // What was taken may have been triggered again since, because there was more to tell.
  if (incident.kind === 'collector' || pagesOf(incident).some(({ beat }) => beat > 0)) return true;
  return pagesOf(incident).some(({ generations }) =>
    generations.some(
      ({ joined, answers = [] }) => joined === null && !answers.some(({ state }) => state === 'taken'),
    ),
  );
}

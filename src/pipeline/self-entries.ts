import { randomUUID } from 'node:crypto';
import type { BrainState } from '../correlate/state/brain-state.ts';
import type { Lane } from '../domain/sending/lane.ts';
import type { Policy } from '../domain/policy.ts';
import type { Inbox } from '../ingest/inbox.ts';
import { laneDelivery } from '../ingest/lane-report.ts';
import { policyDelivery, samePolicy } from '../ingest/policy-entry.ts';
import type { Log } from '../seams/log.ts';
import type { DispatchStore, InboxStore } from '../seams/store.ts';

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

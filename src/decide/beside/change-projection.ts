import type { BrainState } from '../../correlate/state/brain-state.ts';
import type { Entry } from '../../domain/inbox/entry.ts';
import { notificationId, type Wanted } from '../../domain/sending/notification.ts';
import type { ChangeProjection } from '../../domain/sending/projection.ts';
import { isOfClass } from '../../domain/release.ts';
import type { Change } from '../../domain/state.ts';
import { digestOf } from '../digests.ts';

/** Names the deploy of one entry. */
const prefix = 'deploy-';
/** Of a change event's lane: what holds it up holds up no page. */
const laneSuffix = ':changes';

/**
 * What the pagers should be told of the deploy that an entry brought: a row for each of them, whose id follows from the
 * entry, so that it is told once. Only of production: nothing else pages.
 */
export function changesToTell(
  { meta: { policy } }: Pick<BrainState, 'meta'>,
  { source, seq, receivedAt }: Entry,
  changes: readonly Change[],
): readonly Wanted[] {
  if (source !== 'deploy' || !policy.paging.tellsDeploys) return [];
  const row = changes.find((change) => change.table === 'release' && change.row !== null);
  if (row?.table !== 'release' || row.row === null || !isOfClass(row.key, 'production')) return [];
  const { service, deploys } = row.row;
  const deploy = deploys[0];
  if (deploy === undefined) return [];
  const incident = `${prefix}${seq}`;
  const projection: ChangeProjection = { surface: 'change', incident, state: 'deployed', service, deploy };
  const digest = digestOf(projection);
  return policy.receivers
    .filter(({ kind }) => kind === 'pager')
    .map(({ id, lane, credential }) => ({
      id: notificationId(incident, id, 'change'),
      incident,
      receiver: id,
      surface: 'change',
      lane: `${lane}${laneSuffix}`,
      credential,
      projection,
      digest,
      statusDigest: digest,
      alerts: 0,
      services: [],
      severityRank: 0,
      openedAt: receivedAt,
    }));
}

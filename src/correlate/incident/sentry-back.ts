import { drillOf } from '../../domain/environment/environment.ts';
import type { Draft } from '../state/draft.ts';

/** Where somebody said that it is over. */
type SaidAt = 'here' | 'pager';

/**
 * A person ended a root: its issues are to be resolved in Sentry too, where the operator wants that. Who does it reads the
 * row, so that it outlives a restart.
 */
export function resolveInSentry(draft: Draft, root: string, saidAt: SaidAt): void {
  const { resolveInSentry: where } = draft.policy;
  if (where === undefined || (where === 'here' && saidAt !== 'here')) return;
  draft.change(root, (row) =>
    drillOf(row.environmentClass) === null && row.kind === 'alerts'
      ? { ...row, sentryBack: { since: draft.now, state: 'due' } }
      : row,
  );
}

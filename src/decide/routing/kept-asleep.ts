import type { Unpaged } from '../../domain/decision/paging.ts';
import type { Incident } from '../../domain/incident.ts';
import type { PageDesk } from '../page-desk.ts';
import { isKeptAsleep } from './inhibiting.ts';

/** Null while something of it fires that is not silenced, or what stands for it has woken nobody. */
export function whoSilenced(desk: PageDesk, root: Incident): Unpaged | null {
  const { silenced } = root;
  if (silenced == null || !isAsleep(desk, root)) return null;
  const { by, until, source, maintenance } = silenced;
  if (maintenance) return { code: 'not-paged-maintenance', maintenance: by, until: until ?? desk.draft.now };
  if (source !== undefined) return { code: 'not-paged-inhibited', rule: by, source };
  return { code: 'not-paged-silenced', by, until: until ?? desk.draft.now };
}

/** Whether nobody is woken at a desk for a root because that is kept quiet. */
export function isAsleep(desk: PageDesk, root: Incident): boolean {
  return isKeptAsleep(desk.draft, root, (source) => desk.hasWoken(source));
}

/** Whether somebody was left asleep because an incident was kept quiet, or muted. */
export function isQuieted({ code }: Unpaged): boolean {
  return ['not-paged-muted', 'not-paged-silenced', 'not-paged-inhibited', 'not-paged-maintenance'].includes(
    code,
  );
}

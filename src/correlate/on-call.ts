import { setAside, type Disposition } from '../domain/inbox/disposition.ts';
import { readOnCallReport } from '../ingest/on-call-report.ts';
import type { Draft } from './state/draft.ts';

/** Somebody else is on call: what nobody has taken yet says so. */
export function applyOnCall(draft: Draft, body: string): Disposition {
  const { people } = readOnCallReport(body);
  draft.putMeta({ ...draft.meta(), onCall: people });
  for (const { id, status, parent } of draft.incidents())
    if (status === 'open' && parent === null) draft.touch(id);
  return setAside({ code: 'on-call-noted', people });
}

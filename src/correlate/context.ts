import { counted, setAside, type Disposition } from '../domain/inbox/disposition.ts';
import type { Incident } from '../domain/incident.ts';
import { contextAfter, noContext, saysMore, type SentryContext } from '../domain/sentry-context.ts';
import { readContext } from '../ingest/sentry/context-entry.ts';
import { readSentryBack } from '../ingest/sentry/sentry-back-entry.ts';
import { rootOf } from './incident/lifecycle.ts';
import type { Draft } from './state/draft.ts';

/** Keeps what Sentry told of an incident when it was asked; whoever reads its message learns it there. */
export function applyContext(draft: Draft, body: string): Disposition {
  const { incident: id, context } = readContext(body);
  const named = draft.incident(id);
  if (named === null) return setAside({ code: 'no-such-incident', incident: id });
  // What was asked about may have become part of a storm since: then it is the storm's.
  const { id: root, status, context: known = noContext } = rootOf(draft, named);
  if (status === 'resolved') return setAside({ code: 'incident-resolved-already', incident: root });
  if (!saysMore(known, context)) return setAside({ code: 'context-known', incident: root });
  const after = contextAfter(known, context);
  draft.change(root, (row) => ({ ...row, context: after }));
  tellOrigin(draft, root, known, after);
  return counted(root, { code: 'context-read', users: after.users, events: after.events });
}

/** What became of an incident's issues in Sentry, once somebody had resolved it here: told once. */
export function applySentryBack(draft: Draft, body: string): Disposition {
  const { incident, resolved, why, waits } = readSentryBack(body);
  const row = draft.incident(incident);
  if (row === null) return setAside({ code: 'no-such-incident', incident });
  const { sentryBack } = row;
  if (sentryBack?.state !== 'due') return setAside({ code: 'sentry-back-told', incident });
  if (waits === true) return tellWait(draft, incident, { sentryBack, why: why ?? '' });
  draft.change(incident, (before) => ({
    ...before,
    sentryBack: { ...sentryBack, state: why === null ? 'done' : 'failed' },
  }));
  const decision = { code: 'resolved-in-sentry', issues: resolved, why } as const;
  draft.tell(incident, 'context', decision, why === null ? 'no' : 'thread');
  return counted(incident, decision);
}

/** It is not done yet and goes on being tried: whoever reads the thread would take it for done. */
function tellWait(
  draft: Draft,
  incident: string,
  { sentryBack, why }: { readonly sentryBack: NonNullable<Incident['sentryBack']>; readonly why: string },
): Disposition {
  const decision = { code: 'resolve-in-sentry-waits', why } as const;
  draft.change(incident, (before) => ({ ...before, sentryBack: { ...sentryBack, waits: true } }));
  if (sentryBack.waits !== true) draft.tell(incident, 'context', decision, 'thread');
  return counted(incident, decision);
}

/** Whom Sentry blames, and since when it knows the error, is worth a line of the story: once. */
function tellOrigin(draft: Draft, root: string, known: SentryContext, after: SentryContext): void {
  const { commit, firstSeenAt, firstRelease } = after;
  if (commit !== null && known.commit?.id !== commit.id)
    draft.tell(root, 'context', {
      code: 'commit-suspected',
      commit: commit.id,
      title: commit.title,
      by: commit.by,
    });
  if (firstSeenAt !== null && known.firstSeenAt === null && draft.now - firstSeenAt > longKnownMs)
    draft.tell(root, 'context', {
      code: 'seen-before',
      agoMs: draft.now - firstSeenAt,
      release: firstRelease,
    });
}

/** An error that began with the incident has no past worth telling. */
const longKnownMs = 60 * 60_000;

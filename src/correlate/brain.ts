import { setAside, type Disposition } from '../domain/inbox/disposition.ts';
import type { Entry } from '../domain/inbox/entry.ts';
import type { Change } from '../domain/state.ts';
import type { Reading } from '../seams/source.ts';
import { applyAlert } from './alerts.ts';
import { withSeverity } from './rules/mapped-severity.ts';
import type { BrainState } from './state/brain-state.ts';
import { applyCommand, applyLaneReport, applyPolicy } from './commands.ts';
import { contextKind } from '../ingest/sentry/context-entry.ts';
import { sentryBackKind } from '../ingest/sentry/sentry-back-entry.ts';
import { applyCaughtUp } from './caught-up.ts';
import { applyContext, applySentryBack } from './context.ts';
import { roomGuestsKind, roomMadeKind } from '../ingest/room-entries.ts';
import { applyRoomGuests, applyRoomMade } from './incident/rooms.ts';
import { applyDeploy } from './incident/deploys.ts';
import { applyOnCall } from './on-call.ts';
import { applyOwnTrouble } from './own-trouble.ts';
import { applyPageReport } from './page-answers.ts';
import { applyPagerWord } from './pager.ts';
import { noteProject } from './projects.ts';
import { unheardKind } from '../ingest/sentry/unheard-entry.ts';
import { applyUnheard } from './unheard.ts';
import { applySilenceWord } from './silences.ts';
import { noteHeard } from './heard.ts';
import { Draft } from './state/draft.ts';
import { hear } from './state/told-late.ts';
import { applyDrillAlert, applyDrillCommand } from './drills.ts';

/** A step of the brain for one entry. Its time is the entry's `receivedAt`, never running backwards. */
export function stepFor(state: BrainState, entry: Entry): Draft {
  return new Draft(state, entry.seq, Math.max(state.meta.now, entry.receivedAt));
}

/** What a step changes, when it has done all that its entry asked of it. */
export function changesOf(draft: Draft, { seq }: Entry): readonly Change[] {
  draft.putMeta({ ...draft.meta(), now: draft.now, cursor: seq });
  return draft.changes();
}

/** Moves the cursor past an entry that could not be applied. */
export function skipEntry(state: BrainState, entry: Entry): readonly Change[] {
  return [
    {
      table: 'meta',
      row: { ...state.meta, now: Math.max(state.meta.now, entry.receivedAt), cursor: entry.seq },
    },
  ];
}

/**
 * Counts, places and correlates what an entry tells, by what its source read out of it; answers with what became of it.
 * @throws Error when the entry cannot be applied.
 */
export function correlate(draft: Draft, entry: Entry, reading: Reading | null): Disposition {
  hear(draft, entry.firstReceivedAt ?? draft.now);
  // Nothing but the secret that matched makes an alert synthetic, and that secret makes nothing else.
  if (entry.verifiedBy === 'drill') {
    if (reading?.kind !== 'alert' && reading?.kind !== 'set-aside') throw unread(entry);
    return applyDrillAlert(draft, entry, reading);
  }
  if (reading?.kind === 'pager') return applyPagerWord(draft, reading.word);
  if (reading?.kind === 'silence') return applySilenceWord(draft, reading.word);
  // Dispatch follows it once it is committed; what the brain knows of the lane, the probe will say.
  if (reading?.kind === 'lane') return setAside({ code: 'lane-reset', ...reading.word });
  if (reading?.kind === 'command') return applyCommand(draft, reading.command);
  switch (entry.source) {
    case 'sentry-api':
      if (reading === null) throw unread(entry);
      if (reading.kind === 'set-aside') return reading;
      return applyCaughtUp(draft, withSeverity(reading.alert, draft.policy));
    case 'sentry':
    case 'sentry-legacy':
      if (reading === null) throw unread(entry);
      if (entry.source === 'sentry') noteHeard(draft, reading);
      if (reading.kind === 'set-aside') return reading;
      // What is healed or replayed was said long ago.
      if (entry.source === 'sentry' && draft.heardAt === draft.now) noteProject(draft, reading.alert);
      return applyAlert(draft, withSeverity(reading.alert, draft.policy), entry.source === 'sentry');
    case 'drill':
      return setAside({ code: 'drill-unsigned' });
    case 'ci':
      return applyDrillCommand(draft, entry);
    case 'slack':
    case 'pagerduty':
      if (reading?.kind === 'set-aside') return reading;
      throw unread(entry);
    case 'operator':
      throw unread(entry);
    case 'policy':
      return applyPolicy(draft, entry.body);
    case 'lane':
      return applyLaneReport(draft, entry.body);
    case 'page':
      return applyPageReport(draft, entry.body);
    case 'enrichment':
      return applyEnrichment(draft, entry);
    case 'trouble':
      return applyOwnTrouble(draft, entry.body);
    case 'timer':
      return setAside({ code: 'timer-came-due' });
    case 'deploy':
      return applyDeploy(draft, entry);
  }
}

/** What the relay has read elsewhere, by what it is about. */
function applyEnrichment(draft: Draft, { kind, body }: Entry): Disposition {
  switch (kind) {
    case contextKind:
      return applyContext(draft, body);
    case unheardKind:
      return applyUnheard(draft, body);
    case sentryBackKind:
      return applySentryBack(draft, body);
    case roomMadeKind:
      return applyRoomMade(draft, body);
    case roomGuestsKind:
      return applyRoomGuests(draft, body);
    default:
      return applyOnCall(draft, body);
  }
}

function unread({ source }: Entry): Error {
  return new Error(`No source reads entries of ${source}.`);
}

import { setAside, type Disposition } from '../domain/inbox/disposition.ts';
import type { SilenceWord } from '../domain/inbox/silence-word.ts';
import {
  isActive,
  keptSilences,
  lasts,
  silenceBounds,
  standingOf,
  type Silence,
} from '../domain/routing/silence.ts';
import type { Draft } from './state/draft.ts';

/** Adds a silence, which may begin later, or ends one early, also before it began. What is quiet already may be so for longer; what it kept quiet is looked at again when it ends. */
export function applySilenceWord(draft: Draft, word: SilenceWord): Disposition {
  return word.action === 'add' ? add(draft, word) : end(draft, word);
}

function add(
  draft: Draft,
  { matchers, from: asked, forMs, by, reason }: Extract<SilenceWord, { action: 'add' }>,
): Disposition {
  const { now } = draft;
  const meta = draft.meta();
  const kept = keptSilences(meta.silences ?? [], now);
  const { most, longestMs, aheadMs } = silenceBounds;
  if (kept.length >= most) return setAside({ code: 'too-many-silences', most });
  const id = draft.silenceId();
  const from = Math.min(Math.max(now, asked ?? now), now + aheadMs);
  const silence: Silence = { id, matchers, from, until: from + Math.min(forMs, longestMs), by, reason };
  draft.putMeta({ ...meta, silences: [...kept, silence] });
  // What is quiet already is looked at when that ends, and then finds one that has begun meanwhile.
  if (!isActive(silence, now)) {
    draft.putTimer({ id: `silence-begins:${id}`, kind: 'silence-begins', subject: id, due: from });
    return setAside({ code: 'silence-added', silence: id, who: by });
  }
  draft.silencesBegun.push(id);
  for (const { id: root, silenced } of draft.incidentsAwake())
    if (silenced != null && lasts(silenced) < silence.until) draft.looks.push({ root, fresh: null });
  return setAside({ code: 'silence-added', silence: id, who: by });
}

function end(draft: Draft, { silence: id, by }: Extract<SilenceWord, { action: 'end' }>): Disposition {
  const { now } = draft;
  const meta = draft.meta();
  const found = meta.silences?.find((one) => one.id === id);
  if (found === undefined) return setAside({ code: 'no-such-silence', silence: id });
  if (standingOf(found, now) === 'ended') return setAside({ code: 'silence-over-already', silence: id });
  const ended: Silence = { ...found, until: now, endedBy: by };
  draft.putMeta({ ...meta, silences: meta.silences?.map((one) => (one === found ? ended : one)) ?? [] });
  for (const { id: root, silenced } of draft.incidentsAwake())
    if (silenced?.silence === id) draft.looks.push({ root, fresh: null });
  return setAside({ code: 'silence-ended', silence: id, who: by });
}

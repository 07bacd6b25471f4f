import { spokenTime } from '../summary.ts';
import { oneLine } from '../text.ts';
import type { NoteItem, NoteProjection } from '../../../domain/sending/note-projection.ts';
import { noteMark } from './note-mark.ts';

/** PagerDuty publishes no size of a note; this is what a responder's screen can show. */
const longestNote = 2_000;
const longestLine = 300;
/** Names that a line about those who joined has room for. */
const namesTold = 12;

/** What a note says, and up to which item. */
interface NoteText {
  readonly content: string;
  readonly upto: number;
}

/** A note of everything after `told`; null: there is nothing. The newest lines stay where not all have room. */
export function noteText(note: NoteProjection, told: number): NoteText | null {
  const items = note.items.filter(({ n }) => n > told);
  const upto = items.at(-1)?.n;
  if (upto === undefined) return null;
  const changed = told === 0 ? changedLine(note.changed) : [];
  const lines = [...changed, ...linesOf(items)].map((line) => oneLine(line, longestLine));
  const mark = noteMark({ ...note, upto });
  const kept = withRoom(lines, longestNote - mark.length - 1);
  return { content: [...kept, mark].join('\n'), upto };
}

function changedLine(changed: NoteProjection['changed']): readonly string[] {
  if (changed === null) return [];
  const { kind, service, version, by, beforeMs } = changed;
  const what = `${service}${version === null ? '' : ` ${version}`}`;
  const told = kind === 'deploy' ? `deployed${by === null ? '' : ` by ${by}`}` : 'first seen';
  return [`Likely culprit: ${what}, ${told} ${spokenTime(beforeMs)} before it began.`];
}

function linesOf(items: readonly NoteItem[]): readonly string[] {
  const lines: string[] = [];
  let joined: (NoteItem & { readonly joined: string })[] = [];
  const fold = (): void => {
    const [first] = joined;
    if (first !== undefined)
      lines.push(`${clockTime(first.at)} ${joinedWords(joined.map((one) => one.joined))}`);
    joined = [];
  };
  for (const item of items) {
    if ('joined' in item) {
      joined.push(item);
      continue;
    }
    fold();
    lines.push(`${clockTime(item.at)} ${item.text}`, ...(item.lines ?? []));
  }
  fold();
  return lines;
}

function joinedWords(names: readonly string[]): string {
  const [only] = names;
  if (names.length === 1) return `${only ?? ''} joined.`;
  const more = names.length - namesTold;
  const listed = names.slice(0, namesTold).join(', ');
  return `${names.length} services joined: ${listed}${more > 0 ? ` and ${more} more` : ''}.`;
}

/** `14:02 UTC:`: a note may tell of what is a minute old. */
function clockTime(at: number): string {
  return `${new Date(at).toISOString().slice(11, 16)} UTC:`;
}

function withRoom(lines: readonly string[], room: number): readonly string[] {
  const kept: string[] = [];
  let left = room - leftOut(lines.length).length - 1;
  for (const line of lines.toReversed()) {
    left -= line.length + 1;
    if (left < 0) break;
    kept.unshift(line);
  }
  const out = lines.length - kept.length;
  return out === 0 ? kept : [leftOut(out), ...kept];
}

function leftOut(lines: number): string {
  return `(${lines} earlier ${lines === 1 ? 'line' : 'lines'} left out)`;
}

import type { NewDeadLetter } from '../../domain/sending/dead-letter.ts';
import { sentenceOf } from '../../domain/decision/words.ts';
import { drillOf } from '../../domain/environment/environment.ts';
import { nameOf, type Incident } from '../../domain/incident.ts';
import type { Change } from '../../domain/state.ts';
import type { TimelineItem } from '../../domain/timeline.ts';
import type { Log } from '../../seams/log.ts';
import { FoldedLines, type FoldedLinesOptions } from './folded-lines.ts';

/** What the log of the story needs. */
export interface StoryLogDeps extends Pick<FoldedLinesOptions, 'pace' | 'signal'> {
  readonly log: Log;
  /** What the brain remembers; read only. */
  readonly state: { readonly incidents: ReadonlyMap<string, Incident> };
}

/** What a commit wrote, as far as it is a story. */
export interface Committed {
  readonly changes: readonly Change[];
  readonly deadLetters: readonly NewDeadLetter[];
}

/** A line of an incident's timeline, by whomever it was written. */
type StoryItem = Omit<TimelineItem, 'n'>;

/** Lines of one kind that are told in ten seconds: enough of any outage, and not 2,000 of a storm. */
const most = 10;
const windowMs = 10_000;

/** Kinds that say what another line says already, or that nobody has to know who does not look for it. */
const asides: readonly string[] = ['joined', 'assigned'];

/** Tells at `info` what happens: opened, storm, paged, acknowledged, resolved. Drills are told at `debug` only. */
export class StoryLog {
  private readonly deps: StoryLogDeps;
  private readonly lines: FoldedLines;

  constructor(deps: StoryLogDeps) {
    this.deps = deps;
    this.lines = new FoldedLines({ ...deps, most, windowMs, fold: (kind, more) => this.fold(kind, more) });
  }

  /** Tells what a commit of the brain brought. */
  committed({ changes, deadLetters }: Committed): void {
    const rows = new Map<string, Incident>();
    for (const change of changes) if (change.table === 'incident') rows.set(change.key, change.row);
    for (const change of changes) if (change.table === 'timeline') this.item(change.row, rows);
    for (const letter of deadLetters) this.deadLetter(letter);
  }

  /** Tells one line of a timeline. */
  item(item: StoryItem, rows: ReadonlyMap<string, Incident> = new Map()): void {
    const incident = rows.get(item.incident) ?? this.deps.state.incidents.get(item.incident);
    const { log } = this.deps;
    const line = lineOf(item, incident);
    const drill = incident !== undefined && drillOf(incident.environmentClass) !== null;
    if (drill || asides.includes(item.kind)) log.debug(line.fields, line.message);
    else this.lines.tell(item.kind, () => log.info(line.fields, line.message));
  }

  /** Something cannot go on by itself. */
  deadLetter({ kind, subject, incident, decision }: NewDeadLetter): void {
    const fields = {
      event: 'dead-letter',
      code: decision.code,
      subject,
      ...(incident === null ? {} : { incident }),
    };
    const what = kind === 'entry' ? `Entry ${subject}` : `Notification ${subject}`;
    this.lines.tell('dead-letter', () =>
      this.deps.log.error(
        fields,
        `${what} is a dead letter: ${sentenceOf(decision)} See: stormrelay dead-letters list`,
      ),
    );
  }

  private fold(kind: string, more: number): void {
    const fields = { event: kind, more };
    this.deps.log.info(fields, `… and ${more.toLocaleString('en-US')} more of the kind "${kind}".`);
  }
}

/** What names the incident already does not name it twice. */
function lineOf(
  { incident: id, kind, decision }: StoryItem,
  incident: Incident | undefined,
): { readonly fields: Readonly<Record<string, unknown>>; readonly message: string } {
  const detail = sentenceOf(decision);
  if (incident === undefined)
    return { fields: { event: kind, code: decision.code, incident: id }, message: `${id} · ${detail}` };
  const { severity, services, environmentClass, acknowledgedBy } = incident;
  const title = nameOf(incident);
  const fields = {
    event: kind,
    code: decision.code,
    incident: id,
    title,
    severity,
    environment: environmentClass,
    services: services.slice(0, servicesTold).map(({ name }) => name),
    ...(kind === 'acknowledged' && acknowledgedBy !== null ? { who: acknowledgedBy } : {}),
    detail,
  };
  const named = 'title' in decision && decision.title === title ? detail : `${title} · ${detail}`;
  return { fields, message: `${id} · ${severity} · ${named}` };
}

const servicesTold = 5;

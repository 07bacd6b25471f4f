import type { Entry } from '../../domain/inbox/entry.ts';
import { parsedBody } from '../../domain/inbox/json-body.ts';
import type { Incident } from '../../domain/incident.ts';
import { personsIn, platformIn } from '../../integrations/sentry/persons.ts';
import type { Reader } from '../../ingest/reader.ts';
import { recordedScenario, type Exported, type Heard } from '../../pipeline/replay/recorded-scenario.ts';
import type { ReplayListener, ReplayStep } from '../../pipeline/replay/replay.ts';

/** Gathers what a replay applies, so that it can be told as a scenario of the simulator. */
export class ScenarioBook implements ReplayListener {
  private readonly since: number;
  private readonly read: Reader;
  private readonly heard: (Heard & { readonly incident: string })[] = [];
  private readonly names = new Set<string>();

  /** @param since Virtual ms before which nothing is gathered. */
  constructor(since: number, read: Reader) {
    this.since = since;
    this.read = read;
  }

  applied({ entry, batch }: ReplayStep): void {
    if (entry.receivedAt < this.since) return;
    for (const { disposition } of batch.dispositions)
      if (disposition.kind === 'counted') this.note(entry, disposition.incident);
  }

  /** What receivers were told is no part of a storm. */
  told(): void {
    return;
  }

  /** @param incident Only what belongs to it in the end; null: everything. */
  scenario(title: string, incident: string | null, incidents: readonly Incident[]): Exported {
    const parents = new Map(incidents.map(({ id, parent }) => [id, parent ?? id]));
    const meant = this.heard.filter((one) => incident === null || parents.get(one.incident) === incident);
    return recordedScenario(title, meant, [...this.names]);
  }

  private note(entry: Entry, incident: string): void {
    const reading = this.read(entry);
    if (reading?.kind !== 'alert') return;
    const body = parsedBody(entry) as Readonly<Record<string, unknown>>;
    for (const name of personsIn(body)) this.names.add(name);
    const { alert } = reading;
    this.heard.push({ at: entry.receivedAt, alert, platform: platformIn(body), incident });
  }
}

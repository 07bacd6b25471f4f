import type { ComponentChildren, JSX } from 'preact';
import { mutedWords, takersWords } from '../words/incident-words.ts';
import type { IncidentAnswer } from './told.ts';

/** A term, and what is known of it. */
export type Fact = readonly [term: string, value: ComponentChildren];

/** What is known of an incident, term by term. */
export function Facts({ id, facts }: { readonly id?: string; readonly facts: readonly Fact[] }): JSX.Element {
  return (
    <dl id={id} class="known">
      {facts.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What is known of the error that speaks for an incident. */
export function errorFacts({ view, incident: { sample } }: IncidentAnswer): readonly Fact[] {
  return said([
    // Mostly the title says it already.
    ['Message', view.title.includes(sample.message) ? null : sample.message],
    ['At', sample.frame === null ? sample.culprit : frameWords(sample.frame)],
    ['Environment', sample.environment],
  ]);
}

/** Who does what about it. */
export function handlingFacts({ view }: IncidentAnswer): readonly Fact[] {
  return said([
    ['Acknowledged by', view.acknowledgedBy === null ? null : takersWords(view)],
    ['Assigned to', view.assignee],
    ['Muted', mutedWords(view.mute)],
    ['Resolved', view.resolution === null ? null : view.resolution.reason],
  ]);
}

/** Without those of which nothing is known. */
export function said(rows: readonly (readonly [string, string | null])[]): readonly Fact[] {
  return rows.flatMap(([term, value]): Fact[] => (value === null || value === '' ? [] : [[term, value]]));
}

type Frame = NonNullable<IncidentAnswer['incident']['sample']['frame']>;

function frameWords({ filename, module, line, function: name }: Frame): string | null {
  const file = filename ?? module;
  if (file === null) return name;
  return `${file}${line === null || line <= 0 ? '' : `:${line}`}${name === null ? '' : ` in ${name}`}`;
}

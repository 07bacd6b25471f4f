import { mutedWords, takersWords } from './words.js';

/** What is known of the error that speaks for an incident, as `[term, value]`. */
export function errorFacts({ view, incident: { sample } }) {
  return said([
    // Mostly the title says it already.
    ['Message', view.title.includes(sample.message) ? null : sample.message],
    ['At', sample.frame === null ? sample.culprit : frameWords(sample.frame)],
    ['Environment', sample.environment],
  ]);
}

/** Who does what about it. */
export function handlingFacts({ view }) {
  return said([
    ['Acknowledged by', view.acknowledgedBy === null ? null : takersWords(view)],
    ['Assigned to', view.assignee],
    ['Muted', mutedWords(view.mute) || null],
    ['Resolved', view.resolution === null ? null : view.resolution.reason],
  ]);
}

/** Without those of which nothing is known. */
export function said(rows) {
  return rows.filter(([, value]) => value !== null && value !== '');
}

function frameWords({ filename, module, line, function: name }) {
  const file = filename ?? module;
  if (file === null) return name;
  return `${file}${line === null || line <= 0 ? '' : `:${line}`}${name === null ? '' : ` in ${name}`}`;
}

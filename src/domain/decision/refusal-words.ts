import type { Refusal, refusals } from './refusals.ts';
import { sayings, type Coded, type WordsFor } from './vocabulary.ts';

const words: WordsFor<typeof refusals> = {
  resolved: ({ incident }) => `${incident} is over; what fires again opens a new incident.`,
  drill: ({ incident }) =>
    `${incident} is a drill: nothing is broken, and what belongs to it is how the drill is judged.`,
  collector: ({ incident }) =>
    `${incident} is the page "Many incidents". Name one of the incidents that share it.`,
  'own-trouble': ({ incident }) =>
    `${incident} is a trouble of the relay itself, and ends with it: nothing is part of it, and it is part of nothing.`,
  alone: aloneSentence,
  'no-such-issue': ({ incident, issue }) => `${incident} has no issue ${issue}.`,
  'issue-elsewhere': ({ incident, issue }) => `${issue} is in ${incident} by now.`,
  'issue-over': ({ issue }) => `${issue} is over: what fires again opens an incident of its own.`,
  'only-issue': ({ incident, issue }) => `${issue} is all that ${incident} is: it is on its own already.`,
  itself: ({ incident }) => `${incident} cannot be merged into itself. Name two incidents.`,
  'already-part': ({ child, root }) => `${child} is part of ${root} already.`,
  'holds-it': ({ child, root }) =>
    `${child} is part of ${root} already. To turn it round, split ${root} first.`,
  'other-class': ({ incident, its, root, roots }) =>
    `${incident} is of ${its} and ${root} of ${roots}: who is woken differs, so they stay apart.`,
};

/** A refusal for people: what is in the way, and what to do instead. */
export const refusalSentence: (refusal: Refusal) => string = sayings(words);

function aloneSentence({ incident, issues }: Coded<typeof refusals, 'alone'>): string {
  const alone = `${incident} is part of no storm and has none of its own, so nothing can be split from it.`;
  if (issues === 1)
    return `${alone} To part its one issue, give it different fingerprints in Sentry, or unmerge it there.`;
  return `${alone} To part its ${issues} issues, name the one that is a trouble of its own.`;
}

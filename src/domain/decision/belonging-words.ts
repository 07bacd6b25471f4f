import { listed } from './amounts.ts';
import type {
  Because,
  belonging,
  joiningRules,
  Leaving,
  Regrouping,
  Tie,
  ties,
  Undone,
} from './belonging.ts';
import { pagingWords } from './paging-words.ts';
import type { PagingRule } from './paging.ts';
import { sayings, type WordsFor } from './vocabulary.ts';

const clauses: WordsFor<typeof joiningRules> = {
  'same-by-rule': () => 'a rule of yours says that they belong together',
  'same-kind': () => 'the same kind of failure',
  'same-dependency': () => 'the same dependency cannot be reached',
  'same-host': () => 'the same host cannot be reached',
  'calls-member': () => 'it calls a service that is part of it',
  'same-trace': () => 'the same trace',
  'shares-what-it-is-about': () => 'it shares what the storm is about',
  'same-wording': () => 'it says the same as others in it',
  'names-what-is-cut-off': () => 'it names what others cannot reach',
  'broke-out-with-surge': () => 'it broke out together with the surge',
  'last-calls-went-there': () =>
    'it cannot reach something, and its last calls went to what the storm is about',
  'in-struck-service': () => 'its service is part of it and fails without saying why',
  'others-cannot-reach-it': () => 'others cannot reach its service',
  'calls-what-fails-beside': () => 'it calls a service that fails beside it',
  'speaks-of-it': () => 'it speaks of what the storm is about',
  'only-young-storm': () => 'it cannot reach something, and one storm has just begun',
  'same-cause': () => 'the same cause',
  'drivers-of-one-engine': () => 'the drivers of one engine tell of both',
  'says-why-surge-began': () => 'it says why the surge began',
  'names-for-others': () => 'it names what others of these services cannot reach',
  'half-name-a-cause': () => 'half of its services now name a cause',
  'began-together': () => 'it began together with it',
  'same-services': () => 'it struck the very same services',
  'release-ran-in-peace': () => 'its release had run in peace until the storm began',
  'cut-off-as-others': () => 'they cannot reach something, as others cannot since a moment',
  'half-are-part': () => 'half of these services are part of it',
  'others-cannot-reach-this': () => 'others cannot reach this service',
  'no-route-there-either': () => 'the network has no route there either',
  'no-route-to-either': () => 'the network has no route to either',
  'behind-the-network': () => 'it cannot be reached since the network has no route',
  'in-first-minutes-of-surge': () =>
    'it broke out in the first minutes of the surge, when far more did than is usual here',
  'more-than-usual-together': () => 'it broke out together with it, as more did than is usual here',
  'silent-again-at-once': () => 'it broke out together with it, and was silent again at once',
  'broke-out-with-others': () => 'it broke out together with the others',
  'shares-cause': ({ about }) => about,
  'shares-by-rule': ({ about, rule }) => `${about}, by your rule ${rule}`,
  'merged-by-person': ({ about }) => `merged by ${about}`,
};

/** By what something joined, as half a sentence. */
export const ruleClause = sayings(clauses);

const tieWords: WordsFor<typeof ties> = {
  rule: ({ rule, title }) => `${title}, by your rule ${rule}`,
  mode: ({ title }) => title,
  engine: ({ name }) => `the engine ${name}`,
  host: ({ name }) => `the host ${name}`,
  calls: ({ service }) => `it calls ${service}`,
  'called-by-members': () => 'members cannot reach its service',
  trace: () => 'a trace',
  pattern: ({ title }) => title,
  hint: ({ name }) => `its last calls went to ${name}`,
  'struck-service': ({ service }) => `${service} is part of it`,
};

const tieClause: (tie: Tie) => string = sayings(tieWords);

/** What is decided about what is the same trouble, in sentences. */
export const belongingWords: WordsFor<typeof belonging> = {
  'left-for-paging-rule': ({ met }) => `It meets a paging rule by itself: ${ruleMet(met)}`,
  'left-for-own-cause': ({ title }) => `It has a cause of its own: ${title}.`,
  'left-silent-storm': () => 'It goes on while its storm is silent.',
  'left-loud-for-long': () => 'It has been loud for two minutes.',
  'left-split-off': ({ of }) => `Split off by ${by(of)}`,
  joined: ({ who, why }) => `${who} joined: ${becauseSentence(why)}`,
  'part-of': ({ root, why }) => `Part of ${root}: ${becauseSentence(why)}`,
  'listed-apart': ({ title, rule }) => `${title} is listed apart: ${ruleClause(rule)}.`,
  'left-storm': ({ root, why }) => `No longer part of ${root}. ${leavingSentence(why)}`,
  'split-off': ({ child, name, of }) => `${child} (${name}) was split off by ${by(of)}`,
  'parted-from': ({ root, of }) => `Was one of the issues of ${root}, until split off by ${by(of)}`,
  'storm-dissolved': ({ children, of }) => {
    const count = children === 1 ? 'one incident' : `${children} incidents`;
    return `Split by ${by(of)} The storm is dissolved, ${count} of it go on alone.`;
  },
  'merged-in': ({ child, name, of, undone }) =>
    `${child} (${name}) joined: merged into this by ${by(of)}${undoneWords(undone)}`,
  'merged-into': ({ root, of, undone }) => `Part of ${root}: merged by ${by(of)}${undoneWords(undone)}`,
  'moved-to': ({ child, name, root, of }) => `${child} (${name}) was moved to ${root} by ${by(of)}`,
};

const leavingSentence: (why: Leaving) => string = sayings(belongingWords);
const ruleMet: (met: PagingRule) => string = sayings(pagingWords);

/** Why something became part of a storm, in words: the rule, both sides' evidence, and what they share. */
export function becauseSentence({ rule, own, storm }: Because): string {
  if (own === null) return `${ruleClause(rule)}.`;
  const says = `${own.service} ${saying(own)}`;
  if (storm === null) return `${ruleClause(rule)}. ${says}.`;
  const about = storm.cause === null ? 'the storm has no name yet' : `the storm is about ${storm.cause}`;
  const others = storm.member === null ? about : `members say "${storm.member}"`;
  const shared = storm.ties.length === 0 ? '' : ` In common: ${storm.ties.map(tieClause).join('; ')}.`;
  return `${ruleClause(rule)}. ${says}; ${others} (${listed(storm.services)}).${shared}`;
}

function saying({ cause, unreachable }: NonNullable<Because['own']>): string {
  if (cause !== null) return `says "${cause}"`;
  return unreachable ? 'cannot reach something and does not say what' : 'names no cause';
}

/** ` Ada had split it from inc-1; that no longer holds.` */
export function undoneWords(undone: Undone): string {
  return undone === null ? '' : ` ${undone.who} had split it from ${undone.from}; that no longer holds.`;
}

/** `Ada: they only share a host.`, or `Ada.` */
function by({ who, why }: Regrouping): string {
  return why === null ? `${who}.` : `${who}: ${why.replace(/[.!?]$/, '')}.`;
}

import type { Decision } from '../decision.ts';
import { belongingWords, ruleClause } from './belonging-words.ts';
import { joiningRules, type belonging, type JoiningRule } from './belonging.ts';
import { deliveryWords } from './delivery-words.ts';
import type { delivery } from './delivery.ts';
import { entriesWords } from './entries-words.ts';
import type { entries } from './entries.ts';
import { givingUpWords } from './giving-up-words.ts';
import type { givingUp } from './giving-up.ts';
import { lifeWords } from './life-words.ts';
import type { life } from './life.ts';
import { withOneStop, withoutStop } from '../text/one-stop.ts';
import { pagerWords } from './pager-words.ts';
import type { pager } from './pager.ts';
import { pagingWords } from './paging-words.ts';
import type { paging } from './paging.ts';
import { sentryToldWords } from './sentry-told-words.ts';
import type { sentryTold } from './sentry-told.ts';
import { stormWords } from './storm-words.ts';
import type { storms } from './storms.ts';
import { sayings } from './vocabulary.ts';

type Told = typeof paging &
  typeof belonging &
  typeof life &
  typeof storms &
  typeof delivery &
  typeof entries &
  typeof givingUp &
  typeof pager &
  typeof sentryTold;

const say = sayings<Told>({
  ...pagingWords,
  ...belongingWords,
  ...lifeWords,
  ...stormWords,
  ...deliveryWords,
  ...entriesWords,
  ...givingUpWords,
  ...pagerWords,
  ...sentryToldWords,
});

/** A decision never changes, and a page's is asked for with every alert. */
const said = new WeakMap<Decision, string>();

/** A decision for people, as one sentence or a few. Unescaped. */
export function sentenceOf(decision: Decision): string {
  const known = said.get(decision);
  if (known !== undefined) return known;
  const told = isRule(decision) ? asSentence(ruleClause(decision)) : say(decision);
  const sentence = withOneStop(told, decision);
  said.set(decision, sentence);
  return sentence;
}

/** The same as the end of a longer sentence: without its full stop. */
export function endOf(decision: Decision): string {
  return withoutStop(sentenceOf(decision));
}

function isRule(decision: Decision): decision is Exclude<JoiningRule, { readonly code: 'told-before' }> {
  return Object.hasOwn(joiningRules, decision.code);
}

function asSentence(clause: string): string {
  return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;
}

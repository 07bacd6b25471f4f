import { pagingRule } from './paging.ts';
import { fieldsOf, flag, listOf, maybe, number, text, type ValueOf } from './shape.ts';
import { codedBy, type Coded, type ToldBefore } from './vocabulary.ts';

/** By what an incident becomes part of a storm: read as half a sentence, too. `about` is a sender's or a person's word. */
export const joiningRules = {
  // A failure that meets a storm, in the order of what each is worth.
  'same-by-rule': {},
  'same-kind': {},
  'same-dependency': {},
  'same-host': {},
  'calls-member': {},
  'same-trace': {},
  'shares-what-it-is-about': {},
  'same-wording': {},
  'names-what-is-cut-off': {},
  'broke-out-with-surge': {},
  'last-calls-went-there': {},
  'in-struck-service': {},
  'others-cannot-reach-it': {},
  'calls-what-fails-beside': {},
  'speaks-of-it': {},
  'only-young-storm': {},
  // Several that share a cause, and are part of a storm that is known.
  'same-cause': {},
  'drivers-of-one-engine': {},
  'says-why-surge-began': {},
  'names-for-others': {},
  'half-name-a-cause': {},
  'began-together': {},
  'same-services': {},
  'release-ran-in-peace': {},
  'cut-off-as-others': {},
  'half-are-part': {},
  'others-cannot-reach-this': {},
  // What has no route, or is behind what has none.
  'no-route-there-either': {},
  'no-route-to-either': {},
  'behind-the-network': {},
  // What the minute says, and no word.
  'in-first-minutes-of-surge': {},
  'more-than-usual-together': {},
  'silent-again-at-once': {},
  // Who helped to find the storm.
  'broke-out-with-others': {},
  'shares-cause': { about: text },
  'shares-by-rule': { about: text, rule: text },
  'merged-by-person': { about: text },
} as const;

const rule = codedBy(joiningRules);

/** What the two sides have in common, or one says of the other. */
export const ties = {
  /** What a rule of the operator's says of both. */
  rule: { rule: text, title: text },
  mode: { title: text },
  engine: { name: text },
  host: { name: text },
  /** It names a service that is part of the storm. */
  calls: { service: text },
  /** Members name its service as what they cannot reach. */
  'called-by-members': {},
  trace: {},
  /** A release, an identifier or a wording. */
  pattern: { title: text },
  /** Its breadcrumbs tell of calls to what the storm is about. */
  hint: { name: text },
  'struck-service': { service: text },
} as const;

/** The first of many, and how many more there are. */
const some = fieldsOf({ first: listOf(text), more: number });

/** What a failure says itself about why; `cause` is null where it names none. */
const said = { cause: maybe(text), unreachable: flag } as const;

/** Why something joined: the rule, and what both sides said where that was at hand. */
const because = fieldsOf({
  rule,
  own: maybe(fieldsOf({ service: text, ...said })),
  /** Null where the storm has just been found. `cause` is null while it has no name, `member` where none says anything like it. */
  storm: maybe(
    fieldsOf({ cause: maybe(text), services: some, member: maybe(text), ties: listOf(codedBy(ties)) }),
  ),
});

const regrouping = fieldsOf({ who: text, why: maybe(text) });

/** A split that a merge undid. */
export const undone = maybe(fieldsOf({ who: text, from: text }));

const leavings = {
  'left-for-paging-rule': { met: pagingRule },
  'left-for-own-cause': { title: text },
  'left-silent-storm': {},
  'left-loud-for-long': {},
  'left-split-off': { of: regrouping },
} as const;

/** What is decided about what is the same trouble. */
export const belonging = {
  ...leavings,
  /** Told of the storm: who joined. */
  joined: { who: text, why: because },
  /** Told of who joined. */
  'part-of': { root: text, why: because },
  'listed-apart': { title: text, rule },
  'left-storm': { root: text, why: codedBy(leavings) },
  'split-off': { child: text, name: text, of: regrouping },
  'parted-from': { root: text, of: regrouping },
  'storm-dissolved': { children: number, of: regrouping },
  'merged-in': { child: text, name: text, of: regrouping, undone },
  'merged-into': { root: text, of: regrouping, undone },
  'moved-to': { child: text, name: text, root: text, of: regrouping },
} as const;

/** By what an incident becomes part of a storm. */
export type JoiningRule = Coded<typeof joiningRules> | ToldBefore;
/** Why it became part of one. */
export type Because = ValueOf<typeof because>;
/** One thing that a failure and a storm have in common. */
export type Tie = Coded<typeof ties> | ToldBefore;
/** Names, of which the first are enough. */
export type Some = ValueOf<typeof some>;
/** Who regroups by hand, and why if they said so. */
export type Regrouping = ValueOf<typeof regrouping>;
/** Why a child is an incident of its own again. */
export type Leaving = Coded<typeof leavings> | ToldBefore;
/** What a merge undid; null where it undid nothing. */
export type Undone = ValueOf<typeof undone>;

/** Reads by what something joined. */
export const joiningRule = rule;

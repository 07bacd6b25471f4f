import { el, factList, keyedList, setText } from './elements.js';
import { count, laneKind, shortId, span, time } from './words.js';

/** The element of one lane. */
export function makeLane(lane) {
  const name = el(
    'h3',
    {},
    el('span', { class: 'lane-kind' }, laneKind(lane)),
    ' ',
    el('span', { class: 'lane-id' }, lane.drillsOnly ? `${shortId(lane)}, drills only` : shortId(lane)),
  );
  const state = el('p', { class: 'state' });
  const facts = el('dl', { class: 'facts across' });
  const budgets = el('ul', { class: 'budgets', 'aria-label': 'Budget left' });
  const element = el(
    'article',
    { class: 'lane', role: 'listitem', 'data-kind': lane.kind },
    name,
    state,
    facts,
    budgets,
  );
  element.parts = {
    state,
    showFacts: factList(facts),
    showBudgets: keyedList(budgets, {
      key: (budget) => budget.bucket,
      make: makeBudget,
      update: updateBudget,
    }),
  };
  return element;
}

/** Shows how a lane is now. */
export function updateLane(element, lane) {
  const { state, showFacts, showBudgets } = element.parts;
  element.dataset.state = laneState(lane);
  setText(state, stateWords(lane));
  const lag = lane.oldestPendingAt === null ? 0 : Math.max(0, lane.now - lane.oldestPendingAt);
  showFacts([
    ['pending', count(lane.pending)],
    ['lag', lane.oldestPendingAt === null ? 'none' : span(lag), lag > 15_000 ? 'warn' : ''],
    ['in flight', count(lane.inFlight)],
  ]);
  showBudgets(lane.budgets);
}

/**
 * What a lane looks like. A wait for a limit that is over counts as flowing: the lane only has to be told so by its
 * next send. After a failure that is not known before it.
 */
export function laneState({ state, tried, now }) {
  if (state.kind !== 'waiting' || state.until > now) return tried ? state.kind : 'untried';
  return state.failures > 0 ? 'failed' : 'flowing';
}

function stateWords(lane) {
  const { state, lastDeliveredAt, now } = lane;
  switch (laneState(lane)) {
    case 'untried':
      return 'Not tried yet';
    case 'flowing':
      return lastDeliveredAt === null
        ? 'Flowing'
        : `Flowing, last delivered ${span(now - lastDeliveredAt)} ago`;
    case 'failed':
      return `Failed when it was last tried: ${state.reason}`;
    case 'blocked':
      return `Blocked: ${state.reason}`;
    default:
      return `Waiting until ${time(state.until)} (${span(state.until - now)}): ${state.reason}`;
  }
}

const bucketNames = {
  update: 'updates',
  posts: 'posts',
  history: 'look-ups',
  events: 'events',
  post: 'burst',
};

function makeBudget(budget) {
  const [base] = budget.bucket.split(':');
  const name = bucketNames[base] ?? base;
  const meter = el('meter', {
    min: '0',
    max: String(budget.size),
    low: String(budget.size * 0.25),
    optimum: String(budget.size),
    'aria-label': `${name} left`,
  });
  return el(
    'li',
    {},
    el('span', { class: 'budget-name' }, name),
    el('span', { class: 'budget-left' }),
    meter,
  );
}

function updateBudget(element, { left, size }) {
  const [, text, meter] = element.children;
  meter.value = left;
  setText(text, `${count(left)}/${count(size)}`);
}

import { byId, el, factList, keyedList, setText } from './elements.js';
import { sparkline } from './sparkline.js';
import { makeLane, updateLane } from './lane.js';
import { count, plural, span } from './words.js';

/** Draws the pipeline; the answer takes frames. */
export function pipeline() {
  const sentry = station('Sentry', 'webhooks a minute');
  const inbox = station('Inbox', 'waiting to be applied');
  const brain = station('Brain', 'entries a minute');
  const lanes = el('div', { class: 'lanes', role: 'list', 'aria-label': 'Lanes' });
  const updateLanes = keyedList(lanes, { key: (lane) => lane.id, make: makeLane, update: updateLane });
  const flows = [flow(), flow(), flow()];
  const waiting = waitingSeries();
  byId('stations').append(sentry.element, flows[0], inbox.element, flows[1], brain.element, flows[2], lanes);
  return (frame) => {
    showSentry(sentry, frame);
    showInbox(inbox, frame, waiting(frame));
    showBrain(brain, frame);
    const { accepted, applied, sent } = frame.rates;
    [accepted, applied, sent].forEach((rate, index) => setPace(flows[index], rate.perMinute));
    updateLanes(frame.lanes.map((lane) => ({ ...lane, now: frame.at })));
  };
}

function station(name, unit) {
  const figure = el('p', { class: 'figure' });
  const facts = el('dl', { class: 'facts' });
  const spark = sparkline();
  const head = el('h3', {}, name);
  const element = el(
    'article',
    { class: 'station' },
    head,
    figure,
    el('p', { class: 'unit' }, unit),
    spark.element,
    facts,
  );
  return { element, figure, spark, showFacts: factList(facts) };
}

function showSentry({ figure, spark, showFacts }, { rates, lastSentry, lastDrill, at }) {
  setText(figure, count(rates.accepted.perMinute));
  spark.draw(rates.accepted.series);
  const refused = rates.refused.perMinute;
  showFacts([
    ['newest', lastSentry === null ? 'none yet' : `${span(at - lastSentry.at)} ago`],
    ['verified by', lastSentry === null ? '–' : lastSentry.verifiedBy],
    ['duplicates', `${count(rates.duplicate.perMinute)} / min`],
    ['refused', `${count(refused)} / min`, refused > 0 ? 'warn' : ''],
    ...(lastDrill === null ? [] : [drillFact(lastDrill, at)]),
  ]);
}

/** When somebody last made sure that alerts arrive, and whether they did. */
function drillFact({ state, registeredAt, endedAt }, at) {
  const tone = state === 'failed' || state === 'expired' ? 'warn' : '';
  const said = endedAt === null ? 'under way' : state;
  return ['last drill', `${said} ${span(at - (endedAt ?? registeredAt))} ago`, tone];
}

const slotMs = 5_000;
const slotsShown = 60;

/** The most that waited in each slot of 5 s, as far as this page has seen it. */
function waitingSeries() {
  const slots = new Map();
  return ({ at, inbox }) => {
    const slot = Math.floor(at / slotMs);
    slots.set(slot, Math.max(slots.get(slot) ?? 0, inbox.waiting));
    for (const old of slots.keys()) if (old <= slot - slotsShown) slots.delete(old);
    return Array.from({ length: slotsShown }, (_, index) => slots.get(slot - slotsShown + 1 + index) ?? 0);
  };
}

function showInbox({ figure, spark, showFacts }, { inbox }, series) {
  setText(figure, count(inbox.waiting));
  spark.draw(series);
  showFacts([
    ['durable', `up to #${count(inbox.lastSeq)}`],
    ['applied', `up to #${count(inbox.cursor)}`, inbox.waiting > 500 ? 'warn' : ''],
    ['unapplied', `${count(Math.round(inbox.unappliedBytes / 1024))} KiB`],
  ]);
}

function showBrain({ figure, spark, showFacts }, { rates, open, openRoots, deadLetters, books }) {
  setText(figure, count(rates.applied.perMinute));
  spark.draw(rates.applied.series);
  const storms = open.filter((incident) => incident.storm !== null).length;
  showFacts([
    ['open', plural(openRoots, 'incident')],
    ['of them storms', count(storms), storms > 0 ? 'storm' : ''],
    ['set aside', count(books.setAside)],
    ['dead letters', count(deadLetters), deadLetters > 0 ? 'bad' : ''],
  ]);
}

function flow() {
  return el('div', { class: 'flow', 'data-pace': 'still', 'aria-hidden': 'true' }, el('span'));
}

function setPace(element, perMinute) {
  element.dataset.pace = perMinute === 0 ? 'still' : perMinute < 60 ? 'calm' : 'busy';
}

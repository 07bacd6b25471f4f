import { byId, setText } from './elements.js';
import { laneState } from './lane.js';
import { count, laneKind, plural } from './words.js';

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });
/** So many waiting entries are more than a moment's work. */
const muchWaits = 500;

/** The relay itself, in one line that opens when something is wrong; the answer takes frames. */
export function machine() {
  const box = byId('machine');
  let wasWrong = false;
  return (frame) => {
    const wrong = wrongWith(frame);
    setText(byId('machine-line'), wrong.length > 0 ? wrong.join(' · ') : wellWords(frame));
    box.dataset.tone = wrong.length > 0 ? 'warn' : 'well';
    // Whoever closes it while something is wrong has seen it.
    if (wrong.length > 0 && !wasWrong) box.open = true;
    wasWrong = wrong.length > 0;
  };
}

function wrongWith({ lanes, inbox, deadLetters, rates, readiness, objectives, at }) {
  const overdue = Object.fromEntries(objectives.map((one) => [one.objective, one.overdue]));
  const stuck = lanes
    .filter(
      (lane) =>
        !lane.drillsOnly && ['waiting', 'failed', 'blocked'].includes(laneState({ ...lane, now: at })),
    )
    .map(
      (lane) =>
        `${laneKind(lane)} ${{ waiting: 'waits', failed: 'failed', blocked: 'is blocked' }[laneState({ ...lane, now: at })]}`,
    );
  const refused = rates.refused.perMinute;
  return [
    ...(readiness.ready ? [] : ['The relay is not ready']),
    ...new Set(stuck),
    ...(overdue.paged > 0 ? [`${plural(overdue.paged, 'page')} overdue`] : []),
    ...(overdue.shown > 0 ? [`${plural(overdue.shown, 'incident')} not shown yet`] : []),
    ...(inbox.waiting > muchWaits ? [`${count(inbox.waiting)} webhooks wait to be applied`] : []),
    ...(deadLetters > 0 ? [plural(deadLetters, 'dead letter')] : []),
    ...(refused > 0 ? [`${plural(refused, 'webhook')} refused a minute`] : []),
  ];
}

function wellWords({ rates, lanes }) {
  const kinds = [...new Set(lanes.filter((lane) => !lane.drillsOnly && lane.tried).map(laneKind))];
  const flowing = kinds.length === 0 ? '' : ` · ${list.format(kinds)} flowing`;
  return `The relay is well · ${plural(rates.accepted.perMinute, 'webhook')} a minute${flowing}`;
}

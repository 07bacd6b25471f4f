import { pagerAlarm, showPagerAlarm, showUnknown, unknownWords } from './alarms.js';
import { byId, setText } from './elements.js';
import { incidentParts } from './incident-parts.js';
import { makeCard, updateCard } from './incident-card.js';
import { followRelay } from './relay-feed.js';
import { incidentTitle, time } from './words.js';

const answerWithinMs = 5_000;
/** What is over hardly changes: it is asked for once in so many frames. */
const framesBetween = 10;
/** In a storm frames come faster than anybody reads, and a whole incident is more than a frame. */
const leastMs = 900;
/** Until the relay has said whether anybody can be woken, nothing is said of it. */
const pagerUnknown = { configured: 1, unreachable: [] };

const id = decodeURIComponent(location.pathname.split('/')[2] ?? '');
const showParts = incidentParts();
let card = null;
let pager = pagerUnknown;
let unknown = null;
let newest = null;
let loading = false;
let frames = 0;
let askedAt = -Infinity;

followRelay({
  frame: (frame, how) => {
    unknown = null;
    pager = frame.pager;
    setText(byId('clock'), time(frame.at));
    showConnection(how, how === 'live' ? 'Live' : 'Live, by asking');
    showPagerAlarm(pagerAlarm(frame));
    showStanding();
    frames += 1;
    const isDue = performance.now() - askedAt >= leastMs;
    if (isDue && (!isSettled() || frames % framesBetween === 1)) void load();
  },
  lost: () => showConnection('lost', 'Connection lost, trying again'),
  unknown: (since, why) => {
    if (unknown === null || why === 'logged-out') unknown = { since: unknown?.since ?? since, why };
    showConnection('lost', 'Connection lost, trying again');
    showStanding();
  },
});
void load();

async function load() {
  if (loading) return;
  loading = true;
  askedAt = performance.now();
  try {
    const response = await fetch(`/api/incidents/${encodeURIComponent(id)}`, {
      cache: 'no-store',
      signal: AbortSignal.timeout(answerWithinMs),
    });
    const answer = await response.json();
    if (response.ok) show(answer);
    else if (response.status === 404) showMissing();
  } catch {
    // That the relay does not answer is what the feed is watched for.
  } finally {
    loading = false;
  }
}

function show(answer) {
  newest = answer;
  byId('reading').hidden = true;
  byId('missing').hidden = true;
  byId('known').hidden = false;
  if (card === null) {
    card = makeCard({ id }, null, load);
    byId('head').replaceChildren(card);
  }
  const { view, page, at } = answer;
  updateCard(card, { ...view, glance: page.glance, now: at, pager });
  showParts(answer);
  showStanding();
}

/** Nothing more is to be expected of what is over, and of what there is not. */
function isSettled() {
  return newest === null ? !byId('missing').hidden : newest.view.status === 'resolved';
}

/** It may come yet: a link can be quicker than what it is about. */
function showMissing() {
  byId('reading').hidden = true;
  byId('known').hidden = true;
  byId('missing').hidden = false;
  setText(
    byId('missing-why'),
    `The relay knows no incident ${id}. The link may be cut off, of another installation, or what it leads to is so long over that it is forgotten.`,
  );
  document.title = 'No such incident · stormrelay';
}

function showStanding() {
  const words = unknownWords(unknown);
  document.body.dataset.known = unknown === null ? 'yes' : 'no';
  showUnknown(unknown);
  if (newest === null) return;
  const { view } = newest;
  const over = view.status === 'resolved' ? ['Over'] : [];
  document.title = [...(words === null ? over : [words]), incidentTitle(view), 'stormrelay'].join(' · ');
}

function showConnection(state, words) {
  byId('connection').dataset.state = state;
  setText(byId('connection'), words);
}

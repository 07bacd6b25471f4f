/** The relay speaks every second. After so long without a word nobody can know how it is. */
const silentMs = 3_000;
/** It speaks, but its figures do not come: its store does not answer. */
const figuresLateMs = 10_000;
const openWithinMs = 3_000;
const pauseMs = { least: 500, most: 4_000 };
/** While the websocket says nothing, the same frame is asked for over plain HTTP: not every proxy passes websockets on. */
const askEveryMs = 2_000;
const answerWithinMs = 3_000;

/**
 * Follows the relay for as long as the page is open, over a websocket, and by asking where there is none.
 * `told.frame(frame, how)` gets every frame, `how` being `live` or `asking`; `told.lost()` is called when the
 * websocket is gone, `told.unknown(since, why)` once nothing is known any more, until the next frame.
 * @param {{ frame: Function, lost: Function, unknown: Function }} told
 */
export function followRelay(told) {
  const silence = watchdog(silentMs, (since) => told.unknown(since, 'silent'));
  const figures = watchdog(figuresLateMs, (since) => told.unknown(since, 'no-figures'));
  let socketSpokeAt = -Infinity;
  const heard = (message, how) => {
    if (how === 'live') socketSpokeAt = performance.now();
    silence.feed();
    if (message.type !== 'overview') return;
    figures.feed();
    told.frame(message, how);
  };
  void keepSocket(heard, told.lost);
  void keepAsking(() => performance.now() - socketSpokeAt < askEveryMs, heard, told.unknown);
}

/**
 * Calls back when it was not fed for `ms`. Armed anew by each word and not by a timer of its own: browsers delay
 * timers that follow timers in a tab that nobody looks at.
 */
function watchdog(ms, starved) {
  let since = Date.now();
  const arm = () => setTimeout(() => starved(since), ms);
  let timer = arm();
  return {
    feed: () => {
      since = Date.now();
      clearTimeout(timer);
      timer = arm();
    },
  };
}

/** Connects, and connects again with growing pauses: a relay that restarts should not meet a crowd. */
async function keepSocket(heard, lost) {
  let pause = pauseMs.least;
  for (;;) {
    const spoke = await oneSocket(heard);
    lost();
    pause = spoke ? pauseMs.least : Math.min(pause * 2, pauseMs.most);
    await rest(pause * (0.75 + Math.random() / 2));
  }
}

/** One websocket's life; the answer says whether it ever spoke. One that falls silent is left: it may never close. */
function oneSocket(heard) {
  return new Promise((ended) => {
    const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/live`);
    let spoke = false;
    let over = false;
    const end = () => {
      over = true;
      clearTimeout(patience);
      socket.close();
      ended(spoke);
    };
    let patience = setTimeout(end, openWithinMs);
    socket.addEventListener('message', ({ data }) => {
      if (over) return;
      spoke = true;
      clearTimeout(patience);
      patience = setTimeout(end, silentMs);
      heard(JSON.parse(data), 'live');
    });
    socket.addEventListener('close', end);
  });
}

async function keepAsking(socketSpeaks, heard, unknown) {
  for (;;) {
    await rest(askEveryMs);
    if (socketSpeaks()) continue;
    try {
      const signal = AbortSignal.timeout(answerWithinMs);
      const response = await fetch('/api/overview', { cache: 'no-store', signal });
      if (response.status === 401) unknown(Date.now(), 'logged-out');
      if (!response.ok) continue;
      const frame = await response.json();
      if (!socketSpeaks()) heard(frame, 'asking');
    } catch {
      // No answer is what the watchdogs are for.
    }
  }
}

/** Waits; somebody who comes back to the page, or whose network does, does not. */
function rest(ms) {
  return new Promise((rested) => {
    const wake = () => {
      clearTimeout(timer);
      window.removeEventListener('online', wake);
      document.removeEventListener('visibilitychange', seen);
      rested();
    };
    const seen = () => {
      if (!document.hidden) wake();
    };
    const timer = setTimeout(wake, ms);
    window.addEventListener('online', wake);
    document.addEventListener('visibilitychange', seen);
  });
}

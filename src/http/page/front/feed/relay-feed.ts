import type { Overview } from '../../../../observe/overview.ts';
import { withDelta, type Delta, type Whole } from '../../wire/delta.ts';
import { readJson } from './asking.ts';
import { rest, watchdog } from './watchdog.ts';

/** The relay speaks every second. After so long without a word nobody can know how it is. */
const silentMs = 3_000;
/** It speaks, but its figures do not come: its store does not answer. */
const figuresLateMs = 10_000;
const openWithinMs = 3_000;
const pauseMs = { least: 500, most: 4_000 };
/** While the websocket says nothing, the same is asked for over plain HTTP: not every proxy passes websockets on. */
const askEveryMs = 2_000;
const answerWithinMs = 3_000;

/** How the newest figures came: pushed, or asked for. */
export type Way = 'live' | 'asking';

/** Why nobody knows how the relay is. */
export type WhyUnknown = 'silent' | 'no-figures' | 'logged-out';

/** Who follows the relay. */
interface Told {
  readonly overview: (overview: Overview, way: Way) => void;
  /** The websocket is gone. */
  readonly lost: () => void;
  /** Nothing is known any more, until the next overview. */
  readonly unknown: (since: number, why: WhyUnknown) => void;
}

/** What the relay says on its websocket. */
type Message = Whole | Delta | { readonly type: 'beat' };

/** Takes the newest state; null: the relay only said that it lives. */
type Heard = (overview: Overview | null, way: Way) => void;

/** Follows the relay for as long as the page is open, over a websocket, and by asking where there is none. */
export function followRelay(told: Told): void {
  const silence = watchdog(silentMs, (since) => told.unknown(since, 'silent'));
  const figures = watchdog(figuresLateMs, (since) => told.unknown(since, 'no-figures'));
  let socketSpokeAt = -Infinity;
  const heard: Heard = (overview, way) => {
    if (way === 'live') socketSpokeAt = performance.now();
    silence.feed();
    if (overview === null) return;
    figures.feed();
    told.overview(overview, way);
  };
  void keepSocket(heard, told.lost);
  void keepAsking(() => performance.now() - socketSpokeAt < askEveryMs, heard, told.unknown);
}

/** Connects, and connects again with growing pauses: a relay that restarts should not meet a crowd. */
async function keepSocket(heard: Heard, lost: () => void): Promise<never> {
  let pause = pauseMs.least;
  for (;;) {
    const spoke = await oneSocket(heard);
    lost();
    pause = spoke ? pauseMs.least : Math.min(pause * 2, pauseMs.most);
    await rest(pause * (0.75 + Math.random() / 2));
  }
}

/** One websocket's life; the answer says whether it ever spoke. One that falls silent is left: it may never close. */
function oneSocket(heard: Heard): Promise<boolean> {
  return new Promise((ended) => {
    const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/live`);
    let known: Whole | null = null;
    let spoke = false;
    let over = false;
    const end = (): void => {
      over = true;
      window.clearTimeout(patience);
      socket.close();
      ended(spoke);
    };
    let patience = window.setTimeout(end, openWithinMs);
    socket.addEventListener('message', ({ data }: MessageEvent<string>) => {
      if (over) return;
      spoke = true;
      window.clearTimeout(patience);
      patience = window.setTimeout(end, silentMs);
      const message = JSON.parse(data) as Message;
      if (message.type === 'beat') {
        heard(null, 'live');
        return;
      }
      known = message.type === 'whole' ? message : known && withDelta(known, message);
      // Whoever missed something begins anew, with all of it.
      if (known === null) end();
      else heard(known.overview, 'live');
    });
    socket.addEventListener('close', end);
  });
}

async function keepAsking(
  socketSpeaks: () => boolean,
  heard: Heard,
  unknown: Told['unknown'],
): Promise<never> {
  for (;;) {
    await rest(askEveryMs);
    if (socketSpeaks()) continue;
    const answer = await readJson<Overview>('/api/overview', answerWithinMs);
    if (answer.status === 401) unknown(Date.now(), 'logged-out');
    if (answer.ok && !socketSpeaks()) heard(answer.body, 'asking');
  }
}

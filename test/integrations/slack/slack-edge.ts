import { createSlackNotifier } from '../../../src/integrations/slack/notifier.ts';
import { silentLog, type Log } from '../../../src/seams/log.ts';
import type { Notifier } from '../../../src/seams/notifier.ts';
import { stillClock } from '../../notifiers/example-sends.ts';

/** A token of the right shape that opens nothing. */
export const token = 'xoxb-204060801-1357913579-QwErTyUiOpAsDfGhJkLzXcVb';
export const channel = 'C0123ABCD';
export const lane = `slack:${channel}`;
export const limits = { postBurst: 5, postsPerMinute: 240, updatesPerMinute: 50, historyPerMinute: 50 };

/** The edge against a scripted server. */
export function edgeAt(url: string, log: Log = silentLog): Notifier {
  return createSlackNotifier({ config: { token, apiUrl: `${url}/api/`, limits }, clock: stillClock(), log });
}

import type { Workspace } from '../../config/workspaces.ts';
import type { SlackActs } from '../../integrations/slack/door.ts';
import { slackCredential } from '../../integrations/slack/receiver.ts';
import { createResponders } from '../../integrations/slack/presses/responders.ts';
import { presserTeller } from '../../integrations/slack/presses/tell-presser.ts';
import { userGroupMembers } from '../../integrations/slack/presses/user-groups.ts';
import type { Clock } from '../../seams/clock.ts';
import type { Log } from '../../seams/log.ts';
import type { OnCall } from '../../seams/on-call.ts';
import type { HttpStore } from '../http-deps.ts';
import { ActAnswers } from './act-answers.ts';
import { choiceFor } from './chooseable.ts';
import { commandDesk } from './command-desk.ts';
import { shownWith } from './shown-with.ts';

/** What judging is made of. */
export interface SlackActsParts {
  readonly workspace: Workspace;
  /** Whether anybody can be woken. */
  readonly pager: boolean;
  readonly store: HttpStore;
  /** Virtual UNIX ms. */
  readonly now: () => number;
  /** Resolves once an entry is applied, or after a while all the same. */
  readonly applied: (seq: number) => Promise<void>;
  /** An unscaled clock. */
  readonly pace: Pick<Clock, 'now' | 'sleep'>;
  readonly log: Log;
  readonly onCall: OnCall;
}

/** What judges what people do in Slack, and answers them. */
export interface SlackDesk extends SlackActs {
  /** Tells those who wait for an answer, as far as a moment allows. */
  close(): Promise<void>;
}

/** For one workspace. That of `slack.token` sees all that there is; another one what is shown in it. */
export function createSlackActs(parts: SlackActsParts): SlackDesk {
  const { workspace, pager, store, now, applied, pace, log, onCall } = parts;
  const { name, config: slack } = workspace;
  const isShown = name === null ? null : shownWith(store, slackCredential(slack.token));
  const stopped = new AbortController();
  const tell = presserTeller(slack, { log, pace, signal: stopped.signal });
  const answers = new ActAnswers({ store, tell, applied, pace, log });
  const responders = createResponders(slack, { membersOf: userGroupMembers(slack, log), now });
  return {
    isShown,
    mayAct: (user) => responders.mayPress(user),
    tell: (answerTo, answer) => answers.tell(answerTo, answer),
    ask: (question, answerTo) =>
      answers.tellFound(answerTo, () =>
        choiceFor(store, question, isShown).catch((error: unknown) => {
          log.warn({ error: String(error) }, 'What can be chosen from could not be read.');
          return { text: '⚠️ The relay could not look it up. Nothing was done; try again in a moment.' };
        }),
      ),
    follow: (seq, act) => answers.follow(seq, act),
    desk: commandDesk({ store, now, pager, onCall, isShown }),
    close: async () => {
      await answers.close();
      stopped.abort();
    },
  };
}

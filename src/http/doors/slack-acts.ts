import type { Settings } from '../../config/settings.ts';
import type { SlackActs } from '../../integrations/slack/door.ts';
import { createResponders } from '../../integrations/slack/presses/responders.ts';
import { presserTeller } from '../../integrations/slack/presses/tell-presser.ts';
import { userGroupMembers } from '../../integrations/slack/presses/user-groups.ts';
import type { Log } from '../../seams/log.ts';
import type { OnCall } from '../../seams/on-call.ts';
import { createMinuteGate } from '../access/minute-gate.ts';
import type { HttpStore } from '../http-deps.ts';
import { choiceFor } from './chooseable.ts';
import { commandDesk } from './command-desk.ts';

/** What judging is made of. */
interface SlackActsParts {
  readonly settings: Pick<Settings, 'slack' | 'pagerduty'>;
  readonly store: HttpStore;
  /** Virtual UNIX ms. */
  readonly now: () => number;
  readonly log: Log;
  readonly onCall: OnCall;
}

/** People told in a minute that they may not press: whoever presses on and on need not be told each time. */
const toldAMinute = 30;

/** Null without Slack. */
export function createSlackActs({ settings, store, now, log, onCall }: SlackActsParts): SlackActs | null {
  const { slack, pagerduty } = settings;
  if (slack === null) return null;
  const gate = createMinuteGate(toldAMinute);
  const tell = presserTeller(slack, log);
  const responders = createResponders(slack, { membersOf: userGroupMembers(slack, log), now });
  return {
    mayAct: (user) => responders.mayPress(user),
    tell: (answerTo, answer) => {
      if (gate.mayPass(now())) void tell(answerTo, answer);
    },
    ask: (question, answerTo) => {
      if (!gate.mayPass(now())) return;
      void choiceFor(store, question).then(
        (answer) => tell(answerTo, answer),
        (error: unknown) => {
          log.warn({ error: String(error) }, 'What can be chosen from could not be read.');
        },
      );
    },
    desk: commandDesk({ store, now, pager: pagerduty !== null, onCall }),
  };
}

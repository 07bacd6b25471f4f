import { z } from 'zod';
import type { SlackMessage } from '../../../observed.ts';
import { pressesInSlack } from '../../../storm/people-plan.ts';
import { defineCheck, noParameters } from '../../check.ts';
import type { DoneAct, Evidence } from '../../evidence.ts';
import { counted, examples, found, PAGERDUTY_UNSEEN, SLACK_UNSEEN, spoken } from '../../finding.ts';
import { incidentOfKey } from '../../pages.ts';
import { percentile } from '../../percentile.ts';
import { incidentOf, visibleRoots } from '../../root-messages.ts';

/** Whoever presses is called so in Slack, and is to be read of in the message. */
const PRESSER = 'kim.fernhill';

const NOBODY_PRESSED = found(true, 'nobody pressed anything in Slack');

function pressedActs({ acts }: Evidence): readonly DoneAct[] {
  return acts.filter(({ does }) => pressesInSlack(does));
}

/** Calls that acknowledged the page of an act. */
function acknowledgements(evidence: Evidence, { dedupKey }: DoneAct): readonly { readonly at: number }[] {
  const calls = evidence.pagerduty?.calls ?? [];
  return calls.filter((call) => call.dedupKey === dedupKey && call.effect === 'acknowledged');
}

/** Whether some version of the incident's message says who acknowledged it. */
function saysWho(messages: readonly SlackMessage[], { dedupKey }: DoneAct): boolean {
  const incident = dedupKey === null ? null : incidentOfKey(dedupKey);
  const own = visibleRoots(messages).filter((message) => incidentOf(message) === incident);
  const said = new RegExp(`acknowledged\\W+by ${PRESSER}`, 'i');
  return own.some(({ revisions }) => revisions.some(({ blocksText }) => said.test(blocksText)));
}

/** However often it is clicked. */
export const pressedOnce = defineCheck({
  name: 'pressed-once',
  says: 'What is pressed in Slack has its effect once, and the message says who pressed it',
  parameters: noParameters,
  judge: (evidence) => {
    const { slack, pagerduty } = evidence;
    if (slack === null) return SLACK_UNSEEN;
    if (pagerduty === null) return PAGERDUTY_UNSEEN;
    const acts = pressedActs(evidence);
    if (acts.length === 0) return NOBODY_PRESSED;
    const wrong = acts.flatMap((act) => {
      if (act.failure !== null) return [`nobody could ${act.does} ${act.what}: ${act.failure}`];
      const times = acknowledgements(evidence, act).length;
      const told = saysWho(slack.messages, act) ? [] : [`no message says who acknowledged ${act.what}`];
      return times === 1 ? told : [`${act.what} was acknowledged ${counted(times, 'time')}`, ...told];
    });
    const which = wrong.length === 0 ? '' : `: ${examples(wrong)}`;
    return found(wrong.length === 0, `${counted(acts.length, 'press')} judged${which}`);
  },
});

/** However often it is clicked: each click has an address of its own, and whoever clicked waits for a word. */
export const pressersTold = defineCheck({
  name: 'pressers-told',
  says: 'Each press in Slack is answered, to whoever pressed alone',
  parameters: noParameters,
  judge: ({ slack }) => {
    if (slack === null) return SLACK_UNSEEN;
    const { presses = [] } = slack;
    if (presses.length === 0) return NOBODY_PRESSED;
    const untold = presses.filter(({ answers }) => answers === 0);
    return found(
      untold.length === 0,
      `${presses.length - untold.length} told to whoever pressed (bound ${presses.length})`,
    );
  },
});

/** At high speed a virtual second is a moment of this machine, which may be busy: so much real time is always granted. */
const GRANTED_REAL_MS = 500;

/** From the answer to a press until PagerDuty knows. */
export const pressLag = defineCheck({
  name: 'press-lag',
  says: 'PagerDuty knows of an acknowledgement soon after it was pressed in Slack',
  timing: true,
  parameters: z.strictObject({ p99Ms: z.number().positive() }),
  judge: (evidence, { p99Ms }) => {
    if (evidence.pagerduty === null) return PAGERDUTY_UNSEEN;
    const lags = pressedActs(evidence).map((act) => {
      const [first] = acknowledgements(evidence, act);
      return first === undefined ? Infinity : Math.max(0, first.at - act.at);
    });
    if (lags.length === 0) return NOBODY_PRESSED;
    const p99 = percentile(lags, 0.99);
    const bound = Math.max(p99Ms, GRANTED_REAL_MS * evidence.speed);
    return found(
      p99 <= bound,
      `p99 ${spoken(p99)} over ${counted(lags.length, 'press')} (bound ${spoken(bound)})`,
    );
  },
});

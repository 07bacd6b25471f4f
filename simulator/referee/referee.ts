import { z } from 'zod';
import type { RequiredCheck } from '../storm/scenario.ts';
import type { Check, CheckKind } from './check.ts';
import { actsShown } from './checks/slack/acts-shown.ts';
import { answered } from './checks/answered.ts';
import { booksBalance } from './checks/books-balance.ts';
import { cleanExit } from './checks/clean-exit.ts';
import { countersLag } from './checks/slack/counters-lag.ts';
import { drained } from './checks/drained.ts';
import { endedOnce } from './checks/pages/ended-once.ts';
import { escalatedOnce } from './checks/pages/escalated-once.ts';
import { fatalsPaged } from './checks/pages/fatals-paged.ts';
import { firstMessage } from './checks/slack/first-message.ts';
import { firstPage } from './checks/pages/first-page.ts';
import { firstShowings } from './checks/slack/first-showings.ts';
import { messagesCurrent } from './checks/slack/messages-current.ts';
import { noDeadLetters } from './checks/no-dead-letters.ts';
import { noDuplicateMessage } from './checks/slack/no-duplicate-message.ts';
import { noPing } from './checks/slack/no-ping.ts';
import { noRateLimit } from './checks/no-rate-limit.ts';
import { noRepeatedTrigger } from './checks/pages/no-repeated-trigger.ts';
import { noTriggerAfterResolve } from './checks/pages/no-trigger-after-resolve.ts';
import { nobodyPaged } from './checks/pages/nobody-paged.ts';
import { nobodyWokenTwice } from './checks/pages/nobody-woken-twice.ts';
import { nothingLost } from './checks/nothing-lost.ts';
import { oneRootMessage } from './checks/slack/one-root-message.ts';
import { outagePages } from './checks/pages/outage-pages.ts';
import { ownPages } from './checks/pages/own-pages.ts';
import { pagesNotMixed } from './checks/pages/pages-not-mixed.ts';
import { pagesCurrent } from './checks/pages/pages-current.ts';
import { pagesResolved } from './checks/pages/pages-resolved.ts';
import { ownChannel } from './checks/slack/own-channel.ts';
import { programTold } from './checks/program-told.ts';
import { pressedOnce, pressersTold, pressLag } from './checks/slack/presses.ts';
import { postRate } from './checks/slack/post-rate.ts';
import { retryAfterObeyed } from './checks/retry-after-obeyed.ts';
import { servicesNamed } from './checks/slack/services-named.ts';
import { somebodyWoken } from './checks/pages/somebody-woken.ts';
import { slackCoversAlerts } from './checks/slack/slack-covers-alerts.ts';
import { statusLag } from './checks/slack/status-lag.ts';
import { stormTraffic } from './checks/slack/storm-traffic.ts';
import type { Evidence } from './evidence.ts';
import type { Finding } from './finding.ts';

/** Every check that a scenario may ask for. */
export const CHECK_KINDS: readonly CheckKind[] = [
  answered,
  actsShown,
  endedOnce,
  nothingLost,
  booksBalance,
  slackCoversAlerts,
  drained,
  outagePages,
  pagesNotMixed,
  ownPages,
  ownChannel,
  pressedOnce,
  pressersTold,
  pressLag,
  somebodyWoken,
  nobodyWokenTwice,
  escalatedOnce,
  fatalsPaged,
  nobodyPaged,
  firstPage,
  firstMessage,
  servicesNamed,
  firstShowings,
  statusLag,
  countersLag,
  oneRootMessage,
  stormTraffic,
  noRateLimit,
  retryAfterObeyed,
  postRate,
  noDuplicateMessage,
  noTriggerAfterResolve,
  noRepeatedTrigger,
  pagesCurrent,
  pagesResolved,
  messagesCurrent,
  noPing,
  noDeadLetters,
  programTold,
  cleanExit,
];

/** A scenario asks for something that is no check, or gives a check the wrong parameters. */
export class UnknownCheckError extends Error {
  override readonly name = 'UnknownCheckError';
}

/** Turns the names and parameters of a scenario into checks; throws UnknownCheckError. */
export function bindChecks(scenario: string, required: readonly RequiredCheck[]): Check[] {
  return required.map(({ name, parameters }) => {
    const kind = CHECK_KINDS.find((one) => one.name === name);
    if (kind === undefined) {
      throw new UnknownCheckError(
        `${scenario}.yaml requires the check "${name}", which does not exist. Known: ${CHECK_KINDS.map((one) => one.name).join(', ')}.`,
      );
    }
    try {
      return kind.bind(parameters);
    } catch (error) {
      throw new UnknownCheckError(
        `${scenario}.yaml gives the check "${name}" wrong parameters: ${error instanceof z.ZodError ? z.prettifyError(error) : String(error)}`,
      );
    }
  });
}

/** One line of the referee. */
export interface Judgement extends Finding {
  readonly name: string;
  readonly says: string;
  /** See Check. */
  readonly paced: boolean;
}

/** Judges a run; a check that was not judged does not fail it. */
export function judgeRun(checks: readonly Check[], evidence: Evidence): Judgement[] {
  return checks.map((check) => {
    const { name, says, paced } = check;
    return { name, says, paced, ...check.judge(evidence) };
  });
}

import type { Debit } from '../domain/sending/budget.ts';
import type { LaneState } from '../domain/sending/lane.ts';
import { takesAlerts, takesPages, type Policy, type Receiver } from '../domain/policy.ts';
import type { Finding, Inspector } from '../seams/inspector.ts';
import { tellWait, type Told } from '../seams/outcome-finding.ts';

/** A receiver of the configuration, about which its vendor can be asked without anybody noticing. */
export interface Question extends Pick<Receiver, 'id' | 'kind' | 'lane' | 'credential'> {
  /** No real alert goes there. */
  readonly drillsOnly: boolean;
}

/** What the vendor said: is the token valid, is the channel there and may be posted to, is the key taken? */
export interface Answer {
  readonly question: Question;
  readonly finding: Finding;
  /** Virtual ms. */
  readonly at: number;
}

/** One question a receiver, real ones first. */
export function questionsOf({
  receivers,
  drillReceivers,
}: Pick<Policy, 'receivers' | 'drillReceivers'>): readonly Question[] {
  const real = new Set(receivers.map(({ lane }) => lane));
  return [
    // What is told beside alerts says for itself, at the first send, whether it would work.
    ...receivers.filter(isAsked).map((receiver) => ({ ...receiver, drillsOnly: false })),
    ...drillReceivers
      .filter(({ lane }) => !real.has(lane))
      .map((receiver) => ({ ...receiver, drillsOnly: true })),
  ];
}

function isAsked(receiver: Receiver): boolean {
  return takesAlerts(receiver) || takesPages(receiver) || receiver.kind === 'hook';
}

/** How asking is done. */
export interface Asking {
  readonly inspectors: readonly Inspector[];
  /** Pays out of a credential's budget; false when it allows nothing now. */
  readonly pay: (credential: string, debits: readonly Debit[]) => Promise<boolean>;
  readonly told: Told;
  readonly lane: (id: string) => LaneState | undefined;
  readonly now: () => number;
}

/** A budget that allows no question now is asked again after so long, virtual ms. */
const unpaidMs = 500;

/** Asks once, paid for, and never where the vendor said to wait. Never rejects. */
export async function ask(question: Question, asking: Asking): Promise<Finding> {
  const { lane, credential } = question;
  const inspector = asking.inspectors.find((one) => one.credential === credential);
  if (inspector === undefined)
    return { kind: 'blind', code: 'no-sight', detail: 'Nothing here knows how to ask this receiver.' };
  const state = asking.lane(lane);
  const waitMs = state?.kind === 'waiting' ? state.until - asking.now() : 0;
  if (state?.kind === 'waiting' && waitMs > 0)
    return { kind: 'unknown', code: state.code ?? 'unknown', detail: state.reason, waitMs };
  try {
    const debits = inspector.probeDebits(lane);
    if (await asking.pay(credential, debits))
      return await tellWait(asking.told, { credential, debits }, await inspector.probe(lane));
    return {
      kind: 'unknown',
      code: 'budget-spent',
      detail: 'Its budget allows no question now.',
      waitMs: unpaidMs,
    };
  } catch (error) {
    const detail = `It could not be asked: ${String(error)}`;
    return { kind: 'unknown', code: 'unknown', detail, waitMs: unpaidMs };
  }
}

/** What an answer means for whoever set the relay up. */
export type Verdict = 'ok' | 'wrong' | 'unsure' | 'no answer';

const verdicts: Readonly<Record<Finding['kind'], Verdict>> = {
  yes: 'ok',
  no: 'wrong',
  blind: 'unsure',
  unknown: 'no answer',
};

/** One word for an answer. */
export function verdictOf({ finding }: Pick<Answer, 'finding'>): Verdict {
  return verdicts[finding.kind];
}

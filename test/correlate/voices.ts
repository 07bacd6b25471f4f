import { evidenceOf } from '../../src/correlate/evidence.ts';
import type { StormView } from '../../src/correlate/adopt.ts';
import type { Voter } from '../../src/correlate/vote.ts';
import type { Alert, ExceptionText } from '../../src/domain/alert.ts';
import type { Evidence } from '../../src/domain/cause.ts';
import { alertOf } from './streams/world.ts';

/** An alert whose exception chain is given as `Type: text`, the root cause first. */
export function alertSaying(...chain: readonly string[]): Alert {
  const exceptions = chain.map((text): ExceptionText => {
    const match = /^([A-Za-z_*$][\w.:$*\\`]*[A-Za-z\d]): ([^]*)$/.exec(text);
    return { type: match?.[1] ?? 'Error', value: match?.[2] ?? text, module: null };
  });
  return alertOf({ issueKey: 'sentry:shop/1', service: 'cart', exceptions });
}

/** Evidence of such an alert. */
export function evidenceFrom(...chain: readonly string[]): Evidence {
  return evidenceOf(alertSaying(...chain));
}

/** A voter that says this; one alert, not loud, new, at time 0, unless told otherwise. */
export function voter(issue: string, service: string, text: string, rest: Partial<Voter> = {}): Voter {
  const evidence = evidenceOf({ ...alertSaying(text), service });
  return {
    issue,
    service,
    evidence,
    release: null,
    breakoutAt: 0,
    loud: false,
    alerts: 1,
    isNew: true,
    ...rest,
  };
}

/** A storm of these members that began at 0 and was last seen at 10 s. */
export function stormOf(root: string, members: readonly Voter[], rest: Partial<StormView> = {}): StormView {
  const first = members[0];
  if (first === undefined) throw new Error('A storm needs a member.');
  return {
    root,
    cause: first.evidence.named ?? { kind: 'service', key: `service:${first.service}`, title: 'weak' },
    evidences: members.map((member) => member.evidence),
    services: new Set(members.map((member) => member.service)),
    since: 0,
    lastBreakoutAt: 10_000,
    lastSeenByService: new Map(members.map((member) => [member.service, 10_000])),
    traceIds: new Set(),
    ...rest,
  };
}

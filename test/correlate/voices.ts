import { evidenceOf } from '../../src/correlate/evidence/evidence.ts';
import type { StormView, Voter } from '../../src/correlate/state/heard.ts';
import type { UsualHere } from '../../src/correlate/storm/surge/rarity.ts';
import type { Alert, ExceptionText } from '../../src/domain/alert.ts';
import type { Evidence } from '../../src/domain/cause.ts';
import { alert } from '../make.ts';

/** An alert whose exception chain is given as `Type: text`, the root cause first. */
export function alertSaying(...chain: readonly string[]): Alert {
  const exceptions = chain.map((text): ExceptionText => {
    const match = /^([A-Za-z_*$][\w.:$*\\`]*[A-Za-z\d]): ([^]*)$/.exec(text);
    return { type: match?.[1] ?? 'Error', value: match?.[2] ?? text, module: null };
  });
  const outermost = exceptions.at(-1);
  const message = outermost?.value ?? '';
  return alert({
    issueKey: 'sentry:shop/1',
    service: 'cart',
    title: `${outermost?.type ?? 'Error'}: ${message.split('\n', 1)[0] ?? ''}`,
    type: outermost?.type ?? null,
    message,
    exceptions,
  });
}

/** Evidence of such an alert. */
export function evidenceFrom(...chain: readonly string[]): Evidence {
  return evidenceOf(alertSaying(...chain));
}

/** A voter that says this; one alert, not loud, in no storm, at time 0, unless told otherwise. */
export function voter(issue: string, service: string, text: string, rest: Partial<Voter> = {}): Voter {
  const evidence = rest.evidence ?? evidenceOf({ ...alertSaying(text), service });
  return {
    issue,
    service,
    evidence,
    nameless: evidence.named === null,
    unreachable: evidence.unreachable,
    weak: evidence.weak,
    bornIn: rest.release?.key ?? null,
    release: null,
    user: null,
    releasedAt: null,
    breakoutAt: 0,
    loud: false,
    burst: 1,
    lasting: 0,
    enduring: rest.lasting ?? 0,
    slight: false,
    says: text.toLowerCase(),
    traces: evidence.traceId === null ? [] : [evidence.traceId],
    partOf: null,
    alerts: 1,
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
    firstBreakoutAt: 0,
    lastBreakoutAt: 10_000,
    lastSeenByService: new Map(members.map((member) => [member.service, 10_000])),
    guestServices: new Set(),
    traceIds: new Set(),
    wordings: new Map(),
    repeatsWording: rest.wordings !== undefined,
    ...rest,
  };
}

/** A place where so many breakouts of a cause are usual in one window, in services without a name; of all causes 0. */
export function usualBy(breakouts: (causeKey: string) => number): UsualHere {
  return usualFrom((key) => ({ breakouts: breakouts(key), services: new Map() }));
}

/** A place where this is usual of a cause, and nothing of all causes together. */
export function usualFrom(cause: UsualHere['cause']): UsualHere {
  return {
    cause,
    any: () => 0,
    share: (burst) => (burst === 1 ? 1 : 0),
    lasting: () => 0,
    lastingShare: () => 0,
    throttled: false,
    known: true,
    watchedMs: 7_200_000,
  };
}

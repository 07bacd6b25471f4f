import { isForgotten, type CallFailure } from '../relay/call-failure.ts';
import { diagnose } from './diagnose.ts';
import type { Diagnosis } from '../../domain/trouble.ts';
import { failed, passed, skipped, waiting, warned, type HopName, type HopVerdict } from './hop-verdict.ts';
import type { CallSeen, Cleanup, Observed } from './observed.ts';
import type { CheckSettings } from './check-settings.ts';

/** The hops that are plain calls: recording the deploy, registering the drill, delivering its alerts. */
export function judgeCalls(seen: Observed, settings: CheckSettings): readonly HopVerdict[] {
  const { relay, deploy, limits } = settings;
  return [
    ...(deploy === null ? [] : [judgeCall('deploy', seen.deploy, relay)]),
    judgeCall('register', seen.register, relay),
    judgeAck(seen.alerts, relay, limits.ack),
  ];
}

function judgeCall(name: HopName, call: CallSeen | null, relay: string): HopVerdict {
  if (call === null) return waiting(name, neverTried);
  const { failure } = call;
  const ms = Math.round(call.ms);
  if (failure === null) return passed(name, { ms });
  return failure.kind === 'cancelled'
    ? skipped(name, 'cancelled')
    : failed(name, diagnose(failure, relay), { ms });
}

/** A storm is as slow as its slowest alert. */
function judgeAck(alerts: readonly CallSeen[], relay: string, limit: number): HopVerdict {
  if (alerts.length === 0) return waiting('ack', neverTried, { limit });
  const ms = Math.round(Math.max(...alerts.map((alert) => alert.ms)));
  const refusals = alerts.flatMap(({ failure }) => (failure === null ? [] : [failure]));
  const first = refusals.find(({ kind }) => kind !== 'cancelled');
  if (first !== undefined) {
    const diagnosis = behindDoor(first) ?? diagnose(first, relay);
    const count = alerts.length === 1 ? '' : ` (${refusals.length} of ${alerts.length} alerts)`;
    return failed('ack', { ...diagnosis, cause: `${diagnosis.cause}${count}` }, { ms, limit });
  }
  if (refusals.length > 0) return skipped('ack', 'cancelled');
  const note = alerts.length === 1 ? null : `the slowest of ${alerts.length} alerts`;
  return passed('ack', { ms, limit, note });
}

/** The relay itself has just answered: who refuses in other words stands before this one door. */
function behindDoor(failure: CallFailure): Diagnosis | null {
  if (failure.kind !== 'refused' || failure.code !== null || failure.status >= 500) return null;
  return {
    cause: `Something in front of the relay refuses /webhooks/sentry (HTTP ${failure.status}): it would refuse Sentry too.`,
    advice: 'Let the proxy or gateway pass POST /webhooks/sentry unchanged, with bodies of at least 1 MB.',
    passes: failure.status === 429,
  };
}

const neverTried: Diagnosis = {
  cause: 'There was no time left to begin with it.',
  advice: 'Give the check more time (`timeout`).',
  passes: true,
};

/** What a hop behind the door lacks as long as the relay says nothing of it. */
export const notSaid: Diagnosis = {
  cause: 'The relay did not say how far the drill got.',
  advice: "Look at the relay's log.",
  passes: true,
};

/** What the end of the drill left behind. It fails nothing: the drill expires by itself. */
export function judgeCleanup(cleanup: Cleanup | null, relay: string): HopVerdict {
  if (cleanup === null) return waiting('cleanup', neverTried);
  const advice = 'It expires by itself 10 minutes after it began; until then it may show as open.';
  switch (cleanup.kind) {
    case 'clean':
      return passed('cleanup', { ms: Math.round(cleanup.ms), note: 'all resolved and marked' });
    case 'open':
      return warned('cleanup', {
        cause: `The drill has ended, but not everything shows it yet: ${cleanup.leftOpen.join('; ')}`,
        advice,
        passes: true,
      });
    case 'unknown': {
      const { cause } = diagnose(cleanup.failure, relay);
      return warned('cleanup', {
        cause: `The drill could not be ended: ${cause}`,
        advice: isForgotten(cleanup.failure)
          ? 'Look whether its message or page is left, and end that.'
          : advice,
        passes: true,
      });
    }
  }
}

/** How long after the first alert something was seen to be done. */
export function sinceSent(seen: Observed, name: HopName): number | null {
  const at = seen.settled[name];
  const sent = seen.alerts[0]?.at;
  return at === undefined || sent === undefined ? null : Math.round(at - sent);
}

import type { Diagnosis } from '../../domain/sending/trouble.ts';
import { isForgotten, type CallFailure } from '../relay/call-failure.ts';
import { diagnose } from './diagnose.ts';
import { hop, type HopVerdict } from './hop-verdict.ts';
import type { CallSeen, Cleanup } from './observed.ts';

/** A hop that is one plain call. */
export function judgeCall(name: 'deploy' | 'register', call: CallSeen | null, relay: string): HopVerdict {
  if (call === null) return hop(name, 'waiting', { trouble: neverTried });
  const { failure } = call;
  if (failure?.kind === 'cancelled') return hop(name, 'skipped', { note: 'cancelled' });
  const ms = Math.round(call.ms);
  return failure === null
    ? hop(name, 'ok', { ms })
    : hop(name, 'failed', { ms, trouble: diagnose(failure, relay) });
}

/** The delivery of all alerts. A storm is as slow as its slowest alert. */
export function judgeAck(alerts: readonly CallSeen[], relay: string): HopVerdict {
  if (alerts.length === 0) return hop('ack', 'waiting', { trouble: neverTried });
  const ms = Math.round(Math.max(...alerts.map((alert) => alert.ms)));
  const failures = alerts.flatMap(({ failure }) => failure ?? []);
  const first = failures.find(({ kind }) => kind !== 'cancelled');
  if (first !== undefined) {
    const trouble = beforeDoor(first) ?? diagnose(first, relay);
    const count = alerts.length === 1 ? '' : ` (${failures.length} of ${alerts.length} alerts)`;
    return hop('ack', 'failed', { ms, trouble: { ...trouble, cause: `${trouble.cause}${count}` } });
  }
  if (failures.length > 0) return hop('ack', 'skipped', { note: 'cancelled' });
  return hop('ack', 'ok', {
    ms,
    note: alerts.length === 1 ? null : `the slowest of ${alerts.length} alerts`,
  });
}

/** The relay itself has just answered: who refuses in other words stands before this one door. */
function beforeDoor(failure: CallFailure): Diagnosis | null {
  if (failure.kind !== 'refused' || failure.code !== null || failure.status >= 500) return null;
  return {
    cause: `Something in front of the relay refuses /webhooks/sentry (HTTP ${failure.status}): it would refuse Sentry too.`,
    advice: 'Let the proxy or gateway pass POST /webhooks/sentry unchanged, with bodies of at least 1 MB.',
    passes: failure.status === 429,
  };
}

const neverTried: Diagnosis = {
  cause: 'The time was up before the drill was sent.',
  advice: 'Give the check more time (timeout).',
  passes: true,
};

/** What the end of the drill left behind. It fails nothing: the drill expires by itself. */
export function judgeCleanup(cleanup: Cleanup | null, relay: string): HopVerdict {
  if (cleanup === null) return hop('cleanup', 'waiting', { trouble: neverTried });
  if (cleanup.kind === 'clean')
    return hop('cleanup', 'ok', { ms: Math.round(cleanup.ms), note: 'all resolved and marked' });
  const cause =
    cleanup.kind === 'open'
      ? `The drill has ended, but not everything shows it yet: ${cleanup.leftOpen.join('; ')}`
      : `The drill could not be ended: ${diagnose(cleanup.failure, relay).cause}`;
  // A relay that has forgotten the drill ends nothing of it.
  const advice =
    cleanup.kind === 'unknown' && isForgotten(cleanup.failure)
      ? 'Look whether its message or page is left, and end that.'
      : 'It expires by itself 10 minutes after it began; until then it may show as open.';
  return hop('cleanup', 'warned', { trouble: { cause, advice, passes: true } });
}

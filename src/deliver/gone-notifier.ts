import type { Notifier } from '../seams/notifier.ts';

/**
 * Stands in for a credential that the configuration no longer names while rows still depend on it. Nothing can be sent
 * without the secret, and secrets are not kept in the store: so each row becomes a dead letter that says what to do,
 * and is replayed once the credential is back.
 */
export function goneNotifier(credential: string): Notifier {
  const reason = `${credential} is no longer configured, so this cannot be sent. ${adviceFor(credential)}`;
  return {
    credential,
    debits: () => [],
    send: () => Promise.resolve({ kind: 'refused', code: 'credential-gone', reason, final: true }),
    close: () => Promise.resolve(),
  };
}

/** What to do about a credential that is gone, as a sentence. */
export function adviceFor(credential: string): string {
  if (credential.startsWith('pagerduty-notes:'))
    return 'Discard the dead letter: notes are written with the token that is configured now.';
  if (credential.startsWith('webhook:'))
    return 'Configure its address and secret again, as WEBHOOK_URL (webhook.url) and WEBHOOK_SECRET (webhook.secret), restart and replay the dead letter, or discard it.';
  return credential.startsWith('pagerduty:')
    ? 'Add its key to PAGERDUTY_ROUTING_KEYS_OLD (pagerduty.old_routing_keys), restart and replay the dead letter, or resolve the page in PagerDuty.'
    : 'Configure its token again, restart and replay the dead letter, or discard it.';
}

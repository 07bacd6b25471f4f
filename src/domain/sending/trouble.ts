/** What went wrong in plain words, and what to do about it. */
export interface Diagnosis {
  readonly cause: string;
  readonly advice: string;
  /** Whether it may be gone by itself a moment later: only then does trying again make sense. */
  readonly passes: boolean;
}

/** A diagnosis that programs can tell from others. */
export interface Trouble extends Diagnosis {
  readonly code: TroubleCode;
}

/** A trouble with what to do about it. `cause` says as a sentence what was met. */
export function troubleOf(code: TroubleCode, cause: string): Trouble {
  const [passes, , advice] = remedies[code];
  return { code, cause, advice, passes };
}

/** What a trouble is in a few words, with the id of where it was met, if that is known; null where only its cause says it. */
export function briefOf(code: TroubleCode, id: string | null): string | null {
  const [, brief] = remedies[code];
  return brief?.replace(' %', () => (id === null ? '' : ` ${id}`)) ?? null;
}

/** Whether a text is one of the codes: a newer relay may know more of them. */
export function isTroubleCode(text: unknown): text is TroubleCode {
  return typeof text === 'string' && Object.hasOwn(remedies, text);
}

const again = 'Run the check again; if it stays, ';
const thresholds =
  "Look at the relay's storm thresholds: the drill sends 12 issues of 6 services that name one host.";

/**
 * What can be wrong on the way of an alert to a receiver, whether it passes by itself, what it is in a few
 * words (% stands for the id of the channel or key), and what to do: a closed list. Whoever meets a trouble names its code; only people read sentences.
 */
const remedies = {
  // The channel is not there, archived, or of another workspace.
  'channel-missing': [
    false,
    'channel % not found or archived',
    'Correct the channel on the relay (SLACK_TEST_CHANNEL for drills, SLACK_CHANNEL for real alerts); use its id, and invite the app to a private one.',
  ],
  'not-a-member': [false, 'the app is not in channel %', 'Invite the app to the channel: /invite @your-app.'],
  // The workspace or the channel lets this app not post.
  'posting-forbidden': [
    false,
    'the app may not post in channel %',
    'Allow the app to post there, in the settings of the workspace or of the channel, or configure another channel.',
  ],
  // No such token: revoked, rotated, mistyped.
  'token-refused': [
    false,
    'the token is refused',
    'Give the relay a valid token (SLACK_BOT_TOKEN; PAGERDUTY_API_TOKEN for reading back): it was revoked, rotated or mistyped.',
  ],
  'scope-missing': [
    false,
    'the app lacks a scope',
    'Give the Slack app the scope it lacks, install it again, and update SLACK_BOT_TOKEN if it changed.',
  ],
  'key-refused': [
    false,
    'routing key % refused',
    'Give the relay the Integration Key of an Events API V2 integration (PAGERDUTY_ROUTING_KEY; PAGERDUTY_TEST_ROUTING_KEY for drills).',
  ],
  // Its credential is no longer configured.
  'credential-gone': [
    false,
    'the credential is no longer configured',
    'Configure the credential again on the relay, and restart it.',
  ],
  'payload-refused': [
    false,
    'what the relay sent was refused',
    "Look into the relay's log for what was refused, and report it: the relay sends nothing on purpose that a provider refuses.",
  ],
  // The message to change is not there any more.
  'message-gone': [true, 'the message to change is gone from %', `${again}look who deletes messages there.`],
  // The address of a webhook is one that nobody outside can reach, and was not allowed.
  'hook-private': [
    false,
    'the address of the webhook is private',
    'Use an address of the internet, or set WEBHOOK_ALLOW_PRIVATE=true (allow_private of a receiver’s webhook) on the relay.',
  ],
  'hook-refused': [
    false,
    'the webhook is refused',
    'Check WEBHOOK_SECRET (secret of a receiver’s webhook): the receiver has to verify with the same one.',
  ],
  'hook-gone': [
    false,
    'the receiver of the webhook is gone',
    'The receiver wants no more: remove WEBHOOK_URL (url of a receiver’s webhook), or write the address of now.',
  ],
  'hook-elsewhere': [
    false,
    'no receiver of webhooks answers',
    'Check WEBHOOK_URL (url of a receiver’s webhook) on the relay: no receiver of webhooks answers there.',
  ],
  // The provider makes us wait.
  limited: [
    true,
    'the rate limit is reached',
    'Wait and run the check again; if it stays, something else posts with the same app or key, or the channel is flooded.',
  ],
  // Our own budget allows nothing now.
  'budget-spent': [
    true,
    "the relay's own budget is spent",
    "Wait and run the check again; if it stays, something else spends the same key's allowance.",
  ],
  // Something answers, and not as the provider does.
  'strange-answer': [
    false,
    'something else answers in its place',
    'Check SLACK_API_URL, PAGERDUTY_EVENTS_URL and PAGERDUTY_API_URL on the relay: that is not how the provider answers.',
  ],
  // The provider says that it is in trouble.
  'provider-failing': [
    true,
    'it answers with errors',
    'The provider is in trouble: see its status page, and run the check again.',
  ],
  unreachable: [
    true,
    'it does not answer the relay',
    'Check that the relay may reach the provider (DNS, firewall, proxy), and run the check again.',
  ],
  // It was taken, and cannot be seen.
  'not-shown': [
    true,
    'the message was taken, and is not shown in %',
    'Look into the channel: somebody deletes there, or too much is posted at once. Then run the check again.',
  ],
  'no-incident': [
    true,
    'the event was taken, and there is no incident',
    'Look whether the service is disabled, or an event orchestration drops the event.',
  ],
  // The relay has no receiver of that kind for drills; for real alerts.
  'no-drill-channel': [
    false,
    'the relay has no channel for drills',
    'Set SLACK_BOT_TOKEN and SLACK_TEST_CHANNEL (or SLACK_CHANNEL) on the relay, or do not expect slack.',
  ],
  'no-drill-key': [
    false,
    'the relay has no routing key for drills',
    'Set PAGERDUTY_TEST_ROUTING_KEY on the relay, or expect only slack.',
  ],
  'no-real-channel': [
    false,
    'the relay has no channel',
    'Set SLACK_CHANNEL on the relay, or do not expect slack.',
  ],
  'no-real-key': [
    false,
    'the relay has no routing key',
    'Set PAGERDUTY_ROUTING_KEY on the relay, or do not expect page.',
  ],
  // Nothing was sent yet.
  'not-sent': [
    true,
    'the relay has sent nothing',
    "Look at the relay's lanes (/api/lanes), its paging rules and its log.",
  ],
  // Nothing here can look.
  'no-sight': [true, null, 'Give the relay what it needs to look: the scope or token that it names.'],
  // The brain does not work its inbox off.
  'brain-behind': [
    true,
    null,
    "Look at the relay's /readyz and log: its brain is behind, or stopped at an error.",
  ],
  'storm-split': [false, null, thresholds],
  'storm-missed': [false, null, thresholds],
  // Deliveries of Sentry's own are refused for their signature.
  'sentry-refused': [
    false,
    null,
    "Put the integration's Client Secret first among the relay's signing secrets: in sentry.signing_secrets or the file of SENTRY_SIGNING_SECRETS_FILE, which it reads again by itself, or in SENTRY_SIGNING_SECRETS, and restart it. Then let Sentry send a test notification: one good delivery clears this. If nobody changed the secret, somebody else knocked: stormrelay quarantine lists what was refused.",
  ],
  unknown: [true, null, "See the relay's log and its lanes (/api/lanes)."],
} as const satisfies Readonly<
  Record<string, readonly [passes: boolean, brief: string | null, advice: string]>
>;

/** One of the troubles. */
export type TroubleCode = keyof typeof remedies;

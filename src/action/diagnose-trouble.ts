import type { Diagnosis } from './diagnosis.ts';

interface Trouble {
  readonly sign: RegExp;
  readonly advice: string;
  readonly passes: boolean;
}

/** What a provider's trouble asks for; the first sign that is found decides. */
const troubles: readonly Trouble[] = [
  {
    sign: /channel_not_found|is_archived|team_not_found/,
    advice:
      'Correct the channel on the relay (SLACK_TEST_CHANNEL for drills, SLACK_CHANNEL for real alerts); use its id, and invite the app to a private one.',
    passes: false,
  },
  {
    sign: /not_in_channel/,
    advice: 'Invite the app to the channel: /invite @your-app.',
    passes: false,
  },
  {
    sign: /invalid_auth|not_authed|token_revoked|token_expired|account_inactive/,
    advice: 'Give the relay a valid SLACK_BOT_TOKEN: it was revoked, rotated or mistyped.',
    passes: false,
  },
  {
    sign: /missing_scope|no_permission|access_denied|not_allowed_token_type/,
    advice:
      'Give the Slack app the scope it lacks, install it again, and update SLACK_BOT_TOKEN if it changed.',
    passes: false,
  },
  {
    sign: /routing[ _]?key/i,
    advice:
      'Give the relay the Integration Key of an Events API V2 integration (PAGERDUTY_ROUTING_KEY; PAGERDUTY_TEST_ROUTING_KEY for drills).',
    passes: false,
  },
  {
    sign: /Slack limits|ratelimited|rate_limited/,
    advice:
      'Wait and run the check again; if it stays, something else posts with the same app or the channel is flooded.',
    passes: true,
  },
  {
    sign: /HTTP 429|HTTP 403|throttl|budget|limit/i,
    advice: "Wait and run the check again; if it stays, something else spends the same key's allowance.",
    passes: true,
  },
  {
    sign: /HTTP (?:401|404|405)/,
    advice:
      'Check SLACK_API_URL and PAGERDUTY_EVENTS_URL on the relay: that is not how the provider answers.',
    passes: false,
  },
  {
    sign: /HTTP 5\d\d|internal_error|fatal_error|service_unavailable/,
    advice: 'The provider is in trouble: see its status page, and run the check again.',
    passes: true,
  },
  {
    sign: /not in the channel's history/,
    advice:
      'Look into the channel: somebody deletes there, or too much is posted at once. Then run the check again.',
    passes: true,
  },
  {
    sign: /not answered|in time|connection|E[A-Z]{4,}|broke/,
    advice: 'Check that the relay may reach the provider (DNS, firewall, proxy), and run the check again.',
    passes: true,
  },
];

/** What the relay reports about a provider, with what to do. */
export function diagnoseTrouble(trouble: string): Diagnosis {
  const cause = trouble.slice(0, 400);
  const known = troubles.find(({ sign }) => sign.test(trouble));
  if (known !== undefined) return { cause, advice: known.advice, passes: known.passes };
  return { cause, advice: "See the relay's log and its lanes (/api/lanes).", passes: true };
}

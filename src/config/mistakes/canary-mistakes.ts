import type { ConfigDocument } from '../document/document.ts';
import type { Problem } from '../document/place.ts';
import type { LeafPath, Values } from '../schema/leaves.ts';
import { saidReceivers } from '../routing/said-receivers.ts';

/** What a canary lacks, and what would have it disturb people: it sings for ever, and nobody has asked for it. */
export function canaryMistakes(document: ConfigDocument, values: Partial<Values>): readonly Problem[] {
  if (values['canary.every'] == null) return [];
  const although = `although ${document.nameOf('canary.every')} is`;
  const missing = (path: LeafPath, message: string): readonly Problem[] =>
    document.isSet(path) ? [] : [document.problem(path, `Not set, ${although}: ${message}`)];
  return [
    ...missing(
      'drills.signing_secret',
      'a canary is a drill, and drills are signed. Make one with: openssl rand -hex 32',
    ),
    ...(document.isSet('slack.token')
      ? missing(
          'drills.slack_channel',
          'the canary would show itself where alerts go. Write the id of a channel of its own (C…).',
        )
      : missing(
          'drills.routing_key',
          'the canary would reach nobody. Write the integration key of a PagerDuty service of its own, which wakes nobody.',
        )),
    ...amongAlerts(document, values),
  ];
}

/** Receivers of drills that real alerts go to as well. */
function amongAlerts(document: ConfigDocument, values: Partial<Values>): readonly Problem[] {
  const { 'drills.slack_channel': channel, 'drills.routing_key': key } = values;
  const receivers = saidReceivers(document);
  const channels = [...(values['slack.channels'] ?? []), ...receivers.map((one) => one?.slack?.channel)];
  const keys = [values['pagerduty.routing_key'], ...receivers.map((one) => one?.pagerduty?.routing_key)];
  return [
    ...(channel != null && channels.includes(channel)
      ? [
          document.problem(
            'drills.slack_channel',
            'Alerts go there too, and the canary would show itself among them. Write the id of another channel.',
          ),
        ]
      : []),
    ...(key != null && keys.includes(key)
      ? [
          document.problem(
            'drills.routing_key',
            'It is the key of real pages, and the canary would wake whoever is on call. Write the key of another service.',
          ),
        ]
      : []),
  ];
}

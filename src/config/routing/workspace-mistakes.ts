import type { ConfigDocument } from '../document/document.ts';
import type { Problem } from '../document/place.ts';
import type { Values } from '../schema/leaves.ts';
import type { SaidReceivers } from './said-receivers.ts';
import type { SaidReceiver } from './shapes.ts';

type SaidSlack = NonNullable<SaidReceiver['slack']>;

/** What belongs to a workspace, and so to a token. */
const ofWorkspace = ['signing_secrets', 'app_token', 'responders', 'api_url'] as const;

/** What is wrong with the Slack workspaces of receivers: whose secrets they are, and in which of them a channel is. */
export function workspaceMistakes(
  document: ConfigDocument,
  values: Partial<Values>,
  receivers: SaidReceivers,
): readonly Problem[] {
  return receivers.flatMap((receiver, n) => {
    const slack = receiver?.slack;
    if (slack === undefined) return [];
    const before = receivers.slice(0, n).filter((one) => one !== null);
    const said = ofWorkspace.find((key) => slack[key] !== undefined);
    const problem = (key: string, message: string): Problem =>
      document.problem('receivers', message, [n, 'slack', key]);
    if (slack.token === undefined && said !== undefined)
      return [
        problem(
          said,
          `It belongs to a workspace, and this receiver has no token of its own. Write token, or move it to slack.${said}.`,
        ),
      ];
    if (slack.token !== undefined && slack.token === values['slack.token'])
      return [
        problem(
          'token',
          `The same as ${document.nameOf('slack.token')}, which receivers use that have none. Remove it.`,
        ),
      ];
    return [
      ...sharedSecret(slack, values, before).map((message) => problem('signing_secrets', message)),
      ...elsewhere(slack, before).map((message) => problem(channelKey(slack), message)),
    ];
  });
}

/** By its secret the relay knows in which workspace somebody pressed. */
function sharedSecret(
  { token, signing_secrets: secrets = [] }: SaidSlack,
  values: Partial<Values>,
  before: readonly SaidReceiver[],
): readonly string[] {
  const others = before.flatMap(({ slack }) =>
    slack?.token !== undefined && slack.token !== token ? (slack.signing_secrets ?? []) : [],
  );
  const taken = token === undefined ? [] : [...(values['slack.signing_secrets'] ?? []), ...others];
  return secrets.some((secret) => taken.includes(secret))
    ? [
        'Another workspace has the same signing secret, so nobody could tell in which one somebody presses. Make an app of its own for each workspace.',
      ]
    : [];
}

/** An id of a channel is that of one channel, which two tokens would post to twice. */
function elsewhere(slack: SaidSlack, before: readonly SaidReceiver[]): readonly string[] {
  const mine = channelsOf(slack);
  const other = before.find(
    (one) =>
      one.slack !== undefined &&
      one.slack.token !== slack.token &&
      channelsOf(one.slack).some((channel) => mine.includes(channel)),
  );
  return other === undefined
    ? []
    : [`Receiver ${other.name} has the same channel with another token. Write the same token in both.`];
}

function channelsOf({ channel, channels = [] }: SaidSlack): readonly string[] {
  return channel === undefined ? channels : [channel, ...channels];
}

function channelKey({ channel }: SaidSlack): string {
  return channel === undefined ? 'channels' : 'channel';
}

import { defineCheck, noParameters } from '../../check.ts';
import { examples, found, SLACK_UNSEEN } from '../../finding.ts';
import { visibleText } from '../../naming.ts';

/** Slack's escapes for a whole channel, a group or a person (docs.slack.dev, "Formatting text for app surfaces"). */
const PING = /<!(?:channel|here|everyone|subteam\^[^>]*)(?:\|[^>]*)?>|<@[UW][A-Z0-9]+(?:\|[^>]*)?>/;

/** No text from an error can ping a channel (I9). */
export const noPing = defineCheck({
  name: 'no-ping',
  says: 'No message pings a person or a channel',
  parameters: noParameters,
  judge: ({ slack }) => {
    if (slack === null) return SLACK_UNSEEN;
    const pings = slack.messages
      .flatMap((message) => message.revisions)
      .flatMap((revision) => PING.exec(visibleText(revision))?.[0] ?? []);
    return found(
      pings.length === 0,
      `${pings.length} pings (bound 0)${pings.length === 0 ? '' : `: ${examples(pings)}`}`,
    );
  },
});

import type { SlackMessage } from '../../../observed.ts';
import { defineCheck, noParameters } from '../../check.ts';
import { examples, found, SLACK_UNSEEN } from '../../finding.ts';
import { incidentOf, visibleRoots } from '../../root-messages.ts';

/** Messages of one incident share its id; without metadata, the same words are the same message. */
function identity(message: SlackMessage): string {
  const incident = incidentOf(message);
  const first = message.revisions[0];
  return incident === null
    ? `${message.channel} text ${first?.text ?? ''}\n${first?.blocksText ?? ''}`
    : `${message.channel} incident ${incident}`;
}

/** At most one live root message for an incident and channel (I4). */
export const noDuplicateMessage = defineCheck({
  name: 'no-duplicate-message',
  says: 'No incident has two live root messages in a channel',
  parameters: noParameters,
  judge: ({ slack }) => {
    if (slack === null) return SLACK_UNSEEN;
    const roots = visibleRoots(slack.messages);
    const twice = [...Map.groupBy(roots, identity)].filter(([, messages]) => messages.length > 1);
    const which = examples(
      twice.map(([key, messages]) => `${key.split('\n')[0] ?? ''} × ${messages.length}`),
    );
    return found(
      twice.length === 0,
      `${twice.length} doubled (bound 0) of ${roots.length} root messages${which === '' ? '' : `: ${which}`}`,
    );
  },
});

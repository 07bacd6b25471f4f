import type { Scene } from '../scene/scene.ts';
import { issueIdOf } from '../story/sentry-error.ts';
import type { ImaginedIssue, Story } from '../story/story.ts';
import { dueBy } from './due-by.ts';
import { firstHeard, isMaintained, sameAs } from './troubles.ts';

/** Slack shows a new trouble so soon after the relay knew, ms, where nothing holds up Slack. */
const showsWithinMs = 30_000;

/** I8: whatever becomes of PagerDuty, Slack shows what is new. */
export function judgeShown({ record, story, time, providers }: Scene): void {
  for (const issue of story.issues.filter((one) => isShownAlone(story, one))) {
    const name = `issue ${issue.number} in Slack`;
    if (record.settled.has(name)) continue;
    const first = firstHeard(record, issue);
    if (first === undefined) continue;
    const held = record.disturbed.filter(({ slack, to }) => slack && to > first.at - 90_000);
    const latest = dueBy(first.knownAt, showsWithinMs, held);
    if (latest >= time.elapsed()) continue;
    record.settled.add(name);
    const ids = sameAs(story, issue).map(issueIdOf);
    const shown = providers.stage.workspace.messages.some(({ revisions }) =>
      revisions.some(({ text, blocksText }) =>
        ids.some((id) => text.includes(id) || blocksText.includes(id)),
      ),
    );
    if (!shown) record.broken('I8', `${name}: known at ${first.knownAt}, and not shown by ${latest}`);
  }
}

/** What shares its message with others may be one of those that it only counts. */
function isShownAlone(story: Story, issue: ImaginedIssue): boolean {
  if (issue.outage !== null || isMaintained(story, issue)) return false;
  if (issue.level === 'fatal') return true;
  // The same error in several services is one trouble, whatever drew it.
  const isSaidBy = ({ number, type, message }: ImaginedIssue): boolean =>
    number !== issue.number && type === issue.type && message === issue.message;
  if (story.issues.some(isSaidBy)) return false;
  return story.issues.every(({ outage, isOfFlood }) => outage === null && isOfFlood !== true);
}

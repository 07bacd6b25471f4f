import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take the longest, and the two that work most apart from each other. Begun last, one of them would run on while the other workers have nothing left. */
export const longest = [
  'test/action/process/slow-vendors.test.ts',
  'test/journey/crash-while-slack-fails.test.ts',
  'test/action/process/real-relay.test.ts',
  'test/journey/crash.test.ts',
  'test/journey/secrets.test.ts',
  'test/journey/drills/canary.test.ts',
  'test/action/process/failures.test.ts',
  'test/journey/pages/page-lives.test.ts',
  'test/journey/field-errors.test.ts',
  'test/simulator/run/storm-cli.test.ts',
  'test/journey/store-gone.test.ts',
  'test/journey/pages/ambiguous-pages.test.ts',
  'test/journey/rotation.test.ts',
  'test/journey/pages/many-in-hand.test.ts',
  'test/journey/messages/ambiguous-posts.test.ts',
  'test/journey/pages/pagerduty-back.test.ts',
  'test/action/process/behaviour.test.ts',
  'test/journey/replay.test.ts',
  'test/journey/minute.test.ts',
  'test/journey/drills/drills.test.ts',
  'test/journey/dead-letters.test.ts',
  'test/journey/field-occurrences.test.ts',
  'test/journey/healing.test.ts',
  'test/journey/messages/webhook.test.ts',
  'test/journey/roles.test.ts',
  'test/journey/start-stop.test.ts',
  'test/simulator/referee/waking-saboteurs.test.ts',
  'test/journey/chaos.test.ts',
  'test/journey/messages/ambiguous-replies.test.ts',
  'test/browser/storm-versus.test.ts',
  'test/simulator/seeds/planted-bugs.test.ts',
  'test/journey/messages/too-much.test.ts',
  'test/journey/lanes.timed.test.ts',
  'test/journey/catch-up/downtime.timed.test.ts',
  'test/simulator/referee/saboteurs.timed.test.ts',
  'test/browser/dead-relay.timed.test.ts',
  'test/journey/sigterm.timed.test.ts',
  'test/journey/slow-disk.timed.test.ts',
  'test/correlate/storm/unseen-outages.test.ts',
  'test/pipeline/restart.test.ts',
  'test/store/sqlite.test.ts',
  'test/deliver/clock-set-back.test.ts',
];

/** Vitest's order, behind the longest files: in a fresh clone it goes by the size of files, which says nothing of waits. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.sort((a, b) => rank(a) - rank(b));
  }
}

function rank({ moduleId }: TestSpecification): number {
  const at = longest.findIndex((file) => moduleId.endsWith(`/${file}`));
  return at === -1 ? longest.length : at;
}

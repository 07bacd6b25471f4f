/** A bug that is put into the relay to see whether it is found: in one file one text stands for another. */
export interface PlantedBug {
  /** Of the project, for example `src/deliver/budget.ts`. */
  readonly file: string;
  readonly instead: string;
  readonly stands: string;
}

/** The bugs that the simulation has to find, each by its name. */
export const plantedBugs: Readonly<Record<string, PlantedBug>> = {
  'answer-before-commit': {
    file: 'src/http/doors/webhook-door.ts',
    instead: 'const { seq, duplicate } = await deps.inbox.accept(delivery);',
    stands:
      'void deps.inbox.accept(delivery).catch(() => undefined); const { seq, duplicate } = { seq: 0, duplicate: false };',
  },
  'settle-before-send': {
    file: 'src/deliver/dispatcher.ts',
    instead:
      'const outcome = bounded(await notifier.send({ row, step, sendClass, lag, ...beside, now: startedAt }));',
    stands: `const sending = notifier.send({ row, step, sendClass, lag, ...beside, now: startedAt });
    const outcome: Outcome = step === 'change' || step === 'close' ? { kind: 'delivered', handle: handleOf(row.sent) } : bounded(await sending);`,
  },
  'forget-the-epoch': {
    file: 'src/store/sqlite/rows/lease.ts',
    instead: 'if (stored === epoch) return;',
    stands: 'if (epoch >= 0) return;',
  },
  'spend-a-token-twice': {
    file: 'src/deliver/budget.ts',
    instead: 'purse.set(bucket, state);',
    stands: '',
  },
  'trigger-after-resolve': {
    file: 'src/deliver/steps/page-step.ts',
    instead:
      "return { kind: 'send', step: 'close', sendClass: 'status', notBefore: row.attempts.notBefore };",
    stands:
      "return { kind: 'send', step: row.attempts.count === 0 ? 'close' : 'create', sendClass: 'status', notBefore: row.attempts.notBefore };",
  },
  'adopt-a-fatal-softly': {
    file: 'src/correlate/storm/membership.ts',
    instead: 'return parent === null && pageReason === null;',
    stands: 'return parent === null || pageReason === null;',
  },
  'drop-an-act-as-duplicate': {
    file: 'src/domain/inbox/duplicate.ts',
    instead: "const timeless: readonly string[] = ['issue', 'activity_alert'];",
    stands: 'const timeless: readonly string[] = [];',
  },
  'look-once': {
    file: 'src/deliver/steps/in-doubt.ts',
    instead: 'const looksNeeded = 2;',
    stands: 'const looksNeeded = 1;',
  },
};

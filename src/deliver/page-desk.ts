import type { Notification } from '../domain/sending/notification.ts';
import type { Outcome, Step } from '../domain/sending/outcome.ts';
import type { PageAnswer } from '../domain/sending/page-answer.ts';
import type { Settlement } from '../seams/store.ts';
import { answerOfSend, answerWithout, type PageAnswered } from './outcome/page-answered.ts';

/** So many pages are remembered; of one that is forgotten the same is told once more. */
const mostKnown = 2_000;

/** Reports what became of pages, once for each thing that is new. */
export class PageDesk {
  private readonly report: (answered: PageAnswered) => void;
  /** Id of a row → what was reported of it last. */
  private readonly known = new Map<string, string>();

  constructor(report: (answered: PageAnswered) => void) {
    this.report = report;
  }

  /** Rows that needed no send. */
  settled(rows: readonly Notification[], settlements: readonly Settlement[], now: number): void {
    for (const settlement of settlements) {
      const row = rows.find(({ id }) => id === settlement.id);
      if (row !== undefined) this.tell(row, answerWithout(row, settlement, now));
    }
  }

  /** A send that is over. */
  sent(
    row: Notification,
    step: Step,
    of: { readonly outcome: Outcome; readonly settlement: Settlement; readonly now: number },
  ): void {
    this.tell(row, answerOfSend(row, step, of));
  }

  private tell(row: Notification, answer: PageAnswer | null): void {
    if (answer === null) return;
    const { state, said: words, told } = answer;
    const said = `${state} ${told?.beat ?? ''}/${told?.upto ?? ''} ${words ?? ''}`;
    if (this.known.get(row.id) === said) return;
    if (this.known.size >= mostKnown) this.known.clear();
    this.known.set(row.id, said);
    this.report({ row, answer });
  }
}

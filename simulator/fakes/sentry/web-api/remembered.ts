import type { WebhookMaker } from '../webhooks.ts';
import type { IssueBook } from './issue-book.ts';

/** The same webhooks; whatever they tell of, the book knows from then on. */
export function rememberedIn(book: IssueBook, maker: WebhookMaker): WebhookMaker {
  return {
    ...maker,
    webhooksFor: (error, truth) => {
      book.heard(error);
      return maker.webhooksFor(error, truth);
    },
    issueWebhook: (action, error, change = {}) => {
      book.changed(action, error, change);
      return maker.issueWebhook(action, error, change);
    },
  };
}

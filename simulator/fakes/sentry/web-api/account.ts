import type { SentryCall } from '../../../observed.ts';
import type { AlertNotes, IntegrationState } from './alert-views.ts';
import { createIssueBook, type IssueBook, type IssuePast } from './issue-book.ts';

const allScopes = [
  'org:read',
  'project:read',
  'project:releases',
  'event:read',
  'event:write',
  'alerts:read',
];

/** What the organisation holds, and who may ask for it. */
export interface SentryAccount {
  readonly token: string;
  readonly scopes: Set<string>;
  readonly book: IssueBook;
  readonly workflowNotes: AlertNotes[];
  readonly detectorNotes: AlertNotes[];
  readonly calls: SentryCall[];
  /** How the integration stands now. */
  readonly integration: () => IntegrationState;
}

/** An account without issues. */
export function createSentryAccount(token: string, integration: SentryAccount['integration']): SentryAccount {
  return {
    token,
    scopes: new Set(allScopes),
    book: createIssueBook(),
    workflowNotes: [],
    detectorNotes: [],
    calls: [],
    integration,
  };
}

/** What a test tells Sentry of issues and alerts, and takes away from its token. */
export interface SentryKnowledge {
  tellPast(issue: string, past: IssuePast): void;
  /** What the author of an alert rule, or of a monitor, wrote for readers. */
  tellNotes(kind: 'workflow' | 'detector', rule: string, notes: string): void;
  /** Takes a scope (for example `event:write`) away from the token. */
  dropScope(scope: string): void;
}

/** How an account is told. */
export function knowledgeOf(account: SentryAccount): SentryKnowledge {
  return {
    tellPast: (issue, past) => account.book.tell(issue, past),
    tellNotes: (kind, rule, notes) =>
      void account[kind === 'workflow' ? 'workflowNotes' : 'detectorNotes'].push({ rule, notes }),
    dropScope: (scope) => void account.scopes.delete(scope),
  };
}

import type { Finding } from '../../seams/inspector.ts';

/** What the doctor looks at. */
export type Area =
  'configuration' | 'slack' | 'pagerduty' | 'webhook' | 'sentry' | 'clock' | 'disk' | 'port' | 'address';

/** Why the integration, or a rule of Sentry's, is not as it should be. */
type SentryFact =
  | { readonly code: 'sentry-not-asked' }
  | { readonly code: 'sentry-refused'; readonly why: string }
  | { readonly code: 'sentry-silent'; readonly why: string }
  | { readonly code: 'integration-unseen' }
  | { readonly code: 'integration-disabled'; readonly name: string }
  | { readonly code: 'integration-elsewhere'; readonly url: string | null; readonly expected: string }
  | { readonly code: 'integration-sends'; readonly name: string; readonly url: string | null }
  | { readonly code: 'requests-fail'; readonly failed: number; readonly of: number; readonly last: number }
  | { readonly code: 'issue-not-told' }
  | { readonly code: 'no-rule'; readonly integration: string }
  | { readonly code: 'rules-tell'; readonly names: readonly string[] }
  | { readonly code: 'rule-storms'; readonly name: string }
  | { readonly code: 'rules-tell-once' };

/** What is wrong on this machine, or on the way to it. */
export type MachineFact =
  | { readonly code: 'clock-agrees'; readonly host: string; readonly skewMs: number }
  | { readonly code: 'clock-off'; readonly host: string; readonly skewMs: number }
  | { readonly code: 'clock-wrong'; readonly host: string; readonly skewMs: number }
  | { readonly code: 'clock-unknown'; readonly hosts: readonly string[] }
  | {
      readonly code: 'disk-takes' | 'disk-small' | 'disk-full';
      readonly folder: string;
      /** The folder that is there: the same, or the one in which the relay makes it. */
      readonly near: string;
      readonly freeBytes: number;
      readonly neededBytes: number;
    }
  | { readonly code: 'disk-refuses'; readonly folder: string; readonly why: string }
  /** There is no such folder, and none can be made in the one that is there. */
  | { readonly code: 'disk-missing'; readonly folder: string; readonly near: string; readonly why: string }
  | { readonly code: 'port-free'; readonly where: string }
  | { readonly code: 'port-relay'; readonly where: string }
  | { readonly code: 'port-taken'; readonly why: string; readonly advice: string }
  | { readonly code: 'address-missing' }
  | { readonly code: 'address-not-asked' }
  | { readonly code: 'address-open'; readonly url: string }
  | { readonly code: 'address-silent'; readonly url: string; readonly why: string }
  | { readonly code: 'address-not-trusted'; readonly url: string; readonly why: string }
  | { readonly code: 'certificate-ends'; readonly url: string; readonly days: number }
  | { readonly code: 'address-other'; readonly url: string; readonly status: number }
  | { readonly code: 'address-answers'; readonly url: string; readonly days: number | null };

/** One thing that the doctor found, as a closed code with what it is about; words.ts says it to people. */
export type Fact =
  | { readonly code: 'mistake'; readonly said: string }
  | { readonly code: 'configuration-read' }
  | { readonly code: 'hint'; readonly said: string }
  /** A secret that a made-up one stands for beside the fakes. */
  | { readonly code: 'still-needed'; readonly said: string }
  /** A vendor's own answer about a receiver or a token; `place`: where the value stands that it is about, if it is. */
  | {
      readonly code: 'asked';
      readonly what: string;
      readonly finding: Finding;
      readonly place: string | null;
    }
  | { readonly code: 'scope-missing'; readonly said: string; readonly needed: boolean }
  /** `place`: where the key stands. */
  | {
      readonly code: 'other-region';
      readonly key: string;
      readonly url: string;
      readonly place: string | null;
    }
  /** No webhook of the pager's can be verified. */
  | { readonly code: 'pager-not-heard' }
  | { readonly code: 'on-call'; readonly people: readonly string[] }
  | { readonly code: 'nobody-on-call' }
  | { readonly code: 'on-call-unknown'; readonly why: string }
  | SentryFact
  | MachineFact;

/** A fact, and what it is about. */
export interface Found {
  readonly area: Area;
  readonly fact: Fact;
}

/** Puts facts where they belong. */
export function foundIn(area: Area, facts: readonly Fact[]): readonly Found[] {
  return facts.map((fact) => ({ area, fact }));
}

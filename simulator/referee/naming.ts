import type { SlackMessage, SlackRevision } from '../observed.ts';

const patterns = new Map<string, RegExp>();

/** Whether a text names a service: as a word of its own, not as a part of another name. */
export function names(text: string, service: string): boolean {
  const known = patterns.get(service);
  const pattern = known ?? new RegExp(`(?<![\\w-])${escaped(service)}(?![\\w-]|\\.[a-z])`, 'i');
  if (known === undefined) patterns.set(service, pattern);
  return pattern.test(text);
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Everything a reader of this version of a message sees. */
export function visibleText(revision: SlackRevision): string {
  return `${revision.text}\n${revision.blocksText}`;
}

/** When a service can first be read in one of the messages, at `since` or later (virtual UNIX ms); Infinity for never. */
export function firstNamedAt(messages: readonly SlackMessage[], service: string, since: number): number {
  return Math.min(...messages.map((message) => namedInMessageAt(message, service, since)), Infinity);
}

function namedInMessageAt(message: SlackMessage, service: string, since: number): number {
  const current = message.revisions.findLastIndex((revision) => revision.at <= since);
  const readable = message.revisions.slice(Math.max(0, current));
  const naming = readable.find((revision) => names(visibleText(revision), service));
  return naming === undefined ? Infinity : Math.max(since, naming.at);
}

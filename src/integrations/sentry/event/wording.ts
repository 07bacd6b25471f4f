import type { Alert, ExceptionText } from '../../../domain/alert.ts';
import { longestMessage, longestName, longestTitle } from './limits.ts';
import type { ExceptionStory } from './exception.ts';
import { asText, objectAt, textAt, type JsonObject } from './payload.ts';

/** What an alert says in words. */
export type Wording = Pick<Alert, 'title' | 'type' | 'message'>;

/**
 * The words of an error's event. Title, type and message are those of one exception. Message events have none; their
 * text is in `logentry`, `message` or the metadata.
 */
export function wordingOfEvent(event: JsonObject, story: ExceptionStory): Wording {
  const { decider } = story;
  const title = titleAt(event, 'title');
  if (decider === null) return wordingOfMessage(event, title);
  if (!story.isOutermost && (title === null || !isAbout(title, decider))) {
    const { type, value } = decider;
    return { title: asText(titled(type, value), longestTitle) ?? type, type, message: value };
  }
  const value =
    asText(decider.value, longestMessage) ?? textAt(objectAt(event, 'metadata'), 'value', longestMessage);
  const named = asText(titled(decider.type, value ?? ''), longestTitle);
  // An exception without a value says all by its type.
  return { title: title ?? named ?? decider.type, type: decider.type, message: value ?? '' };
}

function wordingOfMessage(event: JsonObject, title: string | null): Wording {
  const metadata = objectAt(event, 'metadata');
  const type = textAt(metadata, 'type', longestName);
  const value = textAt(metadata, 'value', longestMessage);
  const text = messageOf(event);
  const named = type === null ? text : titled(type, text ?? value ?? '');
  const shown = title ?? asText(named, longestTitle) ?? titleAt(metadata, 'title') ?? 'Error without a title';
  const message = text ?? value;
  // What has no text at least repeats its title, unless the type says all.
  return {
    title: shown,
    type,
    message: message ?? (type === null ? (titleAt(metadata, 'title') ?? shown) : ''),
  };
}

/** The words of an error's `issue`: Sentry's title, and the outermost exception that its metadata hold. */
export function wordingOfIssue(issue: JsonObject): Wording {
  const metadata = objectAt(issue, 'metadata');
  const type = textAt(metadata, 'type', longestName);
  const value = textAt(metadata, 'value', longestMessage);
  const title = titleAt(issue, 'title') ?? titleAt(metadata, 'title');
  const named = type === null ? value : titled(type, value ?? '');
  const shown = title ?? asText(named, longestTitle) ?? 'Issue without a title';
  return { title: shown, type, message: value ?? (type === null ? shown : '') };
}

/** A title of Sentry's; null for the stopgaps that it writes where it knows none. */
export function titleAt(object: JsonObject, key: string): string | null {
  const title = textAt(object, key, longestTitle);
  return title === null || /^<(?:unlabell?ed event|unknown|no title)>$/i.test(title) ? null : title;
}

function titled(type: string, value: string): string {
  return value === '' ? type : `${type}: ${value}`;
}

/** Sentry titles by type and the first line of the value, cut (getsentry/sentry, src/sentry/eventtypes/error.py). */
function isAbout(title: string, { type, value }: ExceptionText): boolean {
  const [line = ''] = value.split('\n', 1);
  return title.startsWith(type) && title.includes(line.trim().slice(0, 60));
}

function messageOf(event: JsonObject): string | null {
  const logentry = objectAt(event, 'logentry');
  return (
    textAt(logentry, 'formatted', longestMessage) ??
    textAt(logentry, 'message', longestMessage) ??
    textAt(event, 'message', longestMessage) ??
    textAt(objectAt(event, 'message'), 'formatted', longestMessage)
  );
}

import { isObject } from '../exchange.ts';

/** Takes one complaint and the json-pointer of the place. */
export type Problems = (message: string, pointer: string) => void;

/** What a text object must keep to. */
interface TextRule {
  readonly at: string;
  readonly most: number;
  readonly only?: 'plain_text';
}

/** Complains in Slack's words when a string is longer than `most` characters. */
export function tooLong(value: unknown, most: number, at: string, add: Problems): void {
  if (typeof value === 'string' && value.length > most) add(`must be less than ${most + 1} characters`, at);
}

/** Checks a text composition object: its type, and 1 to `most` characters. */
export function checkText(value: unknown, rule: TextRule, add: Problems): void {
  const before = 'failed to match all allowed schemas';
  if (!isObject(value)) {
    add('missing required field: text', rule.at);
    return;
  }
  const { type, text } = value;
  const typeIsRight = type === 'plain_text' || (type === 'mrkdwn' && rule.only === undefined);
  if (!typeIsRight) {
    add(`${before}; unsupported type: ${String(type)}`, `${rule.at}/type`);
    return;
  }
  if (typeof text !== 'string') {
    add('missing required field: text', rule.at);
    return;
  }
  if (text.length > 0 && text.length <= rule.most) return;
  add(before, rule.at);
  if (text.length === 0) add('must be more than 0 characters', `${rule.at}/text`);
  else tooLong(text, rule.most, `${rule.at}/text`, add);
}

import { isObject } from '../exchange.ts';
import { checkText, tooLong, type Problems } from './block-problems.ts';

/** Checks one element of a context, an actions block or an accessory (limits: @slack/types and python-slack-sdk block_elements.py). */
export function checkElement(element: unknown, at: string, add: Problems): void {
  if (!isObject(element)) {
    add('must be an object', at);
    return;
  }
  tooLong(element['action_id'], 255, `${at}/action_id`, add);
  switch (element['type']) {
    case 'plain_text':
    case 'mrkdwn': {
      // A context's text has no published limit; 3,000 is what a section may hold.
      checkText(element, { at, most: 3000 }, add);
      return;
    }
    case 'button': {
      checkButton(element, at, add);
      return;
    }
    case 'overflow': {
      checkOverflow(element, at, add);
      return;
    }
    case 'image': {
      checkImageElement(element, at, add);
      return;
    }
    case 'static_select': {
      checkSelect(element, at, add);
      return;
    }
    default:
      if (typeof element['type'] !== 'string') add('missing required field: type', at);
  }
}

function checkButton(button: Record<string, unknown>, at: string, add: Problems): void {
  checkText(button['text'], { at: `${at}/text`, most: 75, only: 'plain_text' }, add);
  tooLong(button['value'], 2000, `${at}/value`, add);
  tooLong(button['url'], 3000, `${at}/url`, add);
  tooLong(button['accessibility_label'], 75, `${at}/accessibility_label`, add);
  const style = button['style'];
  if (style !== undefined && style !== 'primary' && style !== 'danger')
    add('must be one of: primary, danger', `${at}/style`);
  if (button['confirm'] !== undefined) checkConfirm(button['confirm'], `${at}/confirm`, add);
}

function checkConfirm(confirm: unknown, at: string, add: Problems): void {
  if (!isObject(confirm)) {
    add('must be an object', at);
    return;
  }
  checkText(confirm['title'], { at: `${at}/title`, most: 100, only: 'plain_text' }, add);
  checkText(confirm['text'], { at: `${at}/text`, most: 300 }, add);
  checkText(confirm['confirm'], { at: `${at}/confirm`, most: 30, only: 'plain_text' }, add);
  checkText(confirm['deny'], { at: `${at}/deny`, most: 30, only: 'plain_text' }, add);
}

function checkImageElement(image: Record<string, unknown>, at: string, add: Problems): void {
  if (typeof image['alt_text'] !== 'string') add('missing required field: alt_text', at);
  tooLong(image['image_url'], 3000, `${at}/image_url`, add);
}

function checkOverflow(menu: Record<string, unknown>, at: string, add: Problems): void {
  const options: unknown = menu['options'];
  if (!Array.isArray(options) || options.length === 0) {
    add('must provide at least one option', `${at}/options`);
    return;
  }
  if (options.length > 5) add('no more than 5 items allowed', `${at}/options`);
  options.forEach((option: unknown, index) => {
    if (!isObject(option)) return;
    checkText(option['text'], { at: `${at}/options/${index}/text`, most: 75, only: 'plain_text' }, add);
    tooLong(option['value'], 150, `${at}/options/${index}/value`, add);
  });
}

function checkSelect(select: Record<string, unknown>, at: string, add: Problems): void {
  const options = select['options'];
  if (Array.isArray(options) && options.length > 100) add('no more than 100 items allowed', `${at}/options`);
}

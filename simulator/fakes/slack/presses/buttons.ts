import { isObject } from '../../exchange.ts';

/** A button, or one line of a menu or a list, as a message had it. */
export interface Button {
  readonly blockId: string;
  /** What a press tells of it in `actions`. */
  readonly told: Readonly<Record<string, unknown>>;
}

/** The buttons of blocks, by `action_id`, or by value where they are lines of a menu. */
export function buttonsIn(blocks: readonly unknown[]): ReadonlyMap<string, Button> {
  const buttons = new Map<string, Button>();
  for (const block of blocks) {
    if (!isObject(block) || block['type'] !== 'actions' || !Array.isArray(block['elements'])) continue;
    const blockId = typeof block['block_id'] === 'string' ? block['block_id'] : '';
    for (const element of block['elements']) addButtons(buttons, blockId, element);
  }
  return buttons;
}

/** The button that is meant: by its whole name, or by the part behind its last colon. */
export function findButton(buttons: ReadonlyMap<string, Button>, name: string): Button | undefined {
  return buttons.get(name) ?? [...buttons].find(([id]) => id.endsWith(`:${name}`))?.[1];
}

function addButtons(buttons: Map<string, Button>, blockId: string, element: unknown): void {
  if (!isObject(element) || typeof element['action_id'] !== 'string') return;
  const { type, action_id, text, value, options } = element;
  const head = { type, action_id, block_id: blockId };
  if (type === 'button')
    buttons.set(action_id, { blockId, told: { ...head, text, ...(value !== undefined && { value }) } });
  if ((type !== 'overflow' && type !== 'static_select') || !Array.isArray(options)) return;
  for (const option of options)
    if (isObject(option) && typeof option['value'] === 'string')
      buttons.set(option['value'], { blockId, told: { ...head, selected_option: option } });
}

import type { Dice } from './dice.ts';

/** What a placeholder is replaced by. */
export type Vocabulary = Readonly<Record<string, string>>;

const PLACEHOLDER = /\{([a-zA-Z][\w.-]*)(?::([^{}]*))?\}/g;

/**
 * Fills what stays the same for all events of one issue: words and `{pick:a|b}`.
 * Placeholders that change with every event are left in place for `fillEvent`.
 */
export function fillIssue(template: string, vocabulary: Vocabulary, dice: Dice): string {
  return template.replaceAll(PLACEHOLDER, (whole, name: string, argument?: string) => {
    const word = vocabulary[name];
    if (word !== undefined) return word;
    if (name === 'pick' && argument !== undefined) return dice.pick(argument.split('|'));
    return whole;
  });
}

/** Fills what differs between two events: `{int:1-99}`, `{hex:8}`, `{ip}`, `{uuid}`. Anything else stays as written. */
export function fillEvent(template: string, dice: Dice): string {
  if (!template.includes('{')) return template;
  return template.replaceAll(
    PLACEHOLDER,
    (whole, name: string, argument?: string) => eventWord(name, argument, dice) ?? whole,
  );
}

function eventWord(name: string, argument: string | undefined, dice: Dice): string | null {
  switch (name) {
    case 'int': {
      const [from = 1, to = 9999] = (argument ?? '1-9999').split('-').map(Number);
      return String(dice.whole(from, to));
    }
    case 'hex':
      return dice.hex(Number(argument ?? '8'));
    case 'ip':
      return `10.${dice.whole(0, 31)}.${dice.whole(0, 255)}.${dice.whole(1, 254)}`;
    case 'uuid':
      return [8, 4, 4, 4, 12].map((digits) => dice.hex(digits)).join('-');
    default:
      return null;
  }
}

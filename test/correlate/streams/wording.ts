import type { ExceptionText } from '../../../src/domain/alert.ts';
import type { Dice } from './dice.ts';

/** The languages that the invented company writes its services in. */
export type Language = 'node' | 'python' | 'java' | 'go' | 'ruby' | 'php' | 'dotnet' | 'browser';

/** `languages`, type, text; texts hold places such as `{host}`. A `<-` in the type or text starts the wrapping exception. */
export type Phrase = readonly [languages: string, type: string, text: string];

/** What the places of a phrase stand for in one outage. */
export interface Places {
  /** Spellings of the host that failed. */
  readonly hosts: readonly string[];
  readonly ip: string;
  /** A service that is called. */
  readonly called: string;
}

const fields = [
  'items',
  'total',
  'id',
  'price',
  'name',
  'profile',
  'address',
  'lines',
  'currency',
  'quota',
  'plan',
];
const nouns = [
  'cart',
  'order',
  'session',
  'user',
  'basket',
  'invoice',
  'stock',
  'quote',
  'shipment',
  'coupon',
  'report',
];

/** Phrases that a language can say; all of them when it has none of its own. */
export function sayable(phrases: readonly Phrase[], language: Language): readonly Phrase[] {
  const own = phrases.filter(([languages]) => languages === '*' || languages.split(' ').includes(language));
  return own.length > 0 ? own : phrases;
}

/** Fills the places of a phrase; numbers and ids are fresh at every call. Root cause first. */
export function speak(phrase: Phrase, places: Places, dice: Dice): readonly ExceptionText[] {
  const types = phrase[1].split('<-');
  return phrase[2].split('<-').map((text, at) => ({
    ...asToldApart(types[at] ?? 'Error'),
    value: text.replace(/\{(\w+)\}/g, (_, place: string) => fill(place, places, dice)),
  }));
}

/** Sentry's SDKs for the JVM and Python send the class and what it is defined in apart. */
export function asToldApart(name: string): Pick<ExceptionText, 'type' | 'module'> {
  const match = /^([a-z][\w.]*)\.([A-Z]\w*)$/.exec(name);
  return { type: match?.[2] ?? name, module: match?.[1] ?? null };
}

function fill(place: string, places: Places, dice: Dice): string {
  switch (place) {
    case 'host':
      return dice.pick(places.hosts);
    case 'ip':
      return places.ip;
    case 'called':
      return places.called;
    case 'ms':
      return String(dice.whole(500, 30_000));
    case 'n':
      return String(dice.whole(1, 99_999));
    case 'hex':
      return dice.whole(2 ** 28, 2 ** 31).toString(16);
    case 'field':
      return dice.pick(fields);
    case 'noun':
      return dice.pick(nouns);
    default:
      throw new Error(`No such place in a phrase: {${place}}.`);
  }
}

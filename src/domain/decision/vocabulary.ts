import { fieldsOf, isRecord, misfit, type Fields, type Shape, type Values } from './shape.ts';

/** Codes with the fields that each of them carries. */
type Vocabulary = Readonly<Record<string, Fields>>;

/** What one of some codes says: the code, and its fields. */
export type Coded<V extends Vocabulary, C extends keyof V & string = keyof V & string> = {
  [Code in C]: { readonly code: Code } & Values<V[Code]>;
}[C];

/** What another version of the relay wrote, in its words: older ones kept finished sentences. */
export interface ToldBefore {
  readonly code: 'told-before';
  readonly text: string;
}

/** Words for each code of a vocabulary. */
export type WordsFor<V extends Vocabulary> = {
  readonly [C in keyof V & string]: (said: Coded<V, C>) => string;
};

/** A text that was kept as it was said. */
export function toldBefore(text: string): ToldBefore {
  return { code: 'told-before', text };
}

/**
 * Reads what was stored with one of some codes. A code that is not among them, or that carries other fields by now, is
 * another version's: what it says is kept.
 */
export function codedBy<V extends Vocabulary>(vocabulary: V): Shape<Coded<V> | ToldBefore> {
  const shapes = new Map(
    Object.entries(vocabulary).map(([code, fields]) => [code, fieldsOf({ code: is(code), ...fields })]),
  );
  const isCoded = (value: object): value is Coded<V> => 'code' in value;
  return (stored) => {
    if (!isRecord(stored) || typeof stored['code'] !== 'string') return misfit;
    const { code, text } = stored;
    const value = shapes.get(code)?.(stored) ?? misfit;
    if (value !== misfit && isCoded(value)) return value;
    return toldBefore(typeof text === 'string' ? text : `Another version of the relay decided it: ${code}.`);
  };
}

function is(code: string): Shape<string> {
  return (stored) => (stored === code ? code : misfit);
}

/** Says what is coded, by the words for each code; what another version wrote is said as it was. */
export function sayings<V extends Vocabulary>(words: WordsFor<V>): (said: Coded<V> | ToldBefore) => string {
  const say = <C extends keyof V & string>(code: C, said: Coded<V, C>): string => words[code](said);
  return (said) => (isToldBefore(said) ? said.text : say(said.code, said));
}

function isToldBefore(said: { readonly code: string }): said is ToldBefore {
  return said.code === 'told-before';
}

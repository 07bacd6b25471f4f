import { nearWord } from '../../domain/text/near-word.ts';
import type { ConfigDocument } from '../document/document.ts';
import type { Problem } from '../document/place.ts';
import { askedNames, namesIn, type AskedName, type NamedList } from './said-names.ts';

/** Names that two of a list have, and names of what is not there. */
export function nameMistakes(document: ConfigDocument): readonly Problem[] {
  return [...lists.flatMap((list) => twins(document, list)), ...unknownNames(document)];
}

const lists: readonly NamedList[] = [
  'receivers',
  'time_intervals',
  'maintenance',
  'inhibit_rules',
  'correlation.rules',
];

function twins(document: ConfigDocument, list: NamedList): readonly Problem[] {
  const said = namesIn(document, list);
  // A rule of inhibition need not have a name of its own.
  const names = list === 'inhibit_rules' ? said.map((name, n) => name ?? `rule-${n + 1}`) : said;
  return names.flatMap((name, n) =>
    name !== null && names.indexOf(name) < n
      ? [document.problem(list, `There are two of the name ${name}. Give this one another.`, [n, 'name'])]
      : [],
  );
}

const called = { receivers: 'receiver', time_intervals: 'time interval' } as const;

function unknownNames(document: ConfigDocument): readonly Problem[] {
  return askedNames(document).flatMap((asked) => {
    const message = unknown(document, asked);
    return message === null ? [] : [document.problem(asked.setting, message, asked.path)];
  });
}

function unknown(document: ConfigDocument, { of, name }: AskedName): string | null {
  const names = namesIn(document, of);
  const known = [...new Set(names.filter((one) => one !== null))];
  // It may be that of an item whose name cannot be read; where there are no receivers at all, that is said once.
  const isOpen = names.includes(null) || isNoList(document, of);
  if (known.includes(name) || isOpen) return null;
  if (of === 'receivers' && !document.isSet(of)) return null;
  const meant = nearWord(name, known);
  if (meant !== null) return `There is no ${called[of]} ${name}. Did you mean ${meant}?`;
  const all = known.length === 0 ? `There are none. Write them in ${of}.` : `Known: ${known.join(', ')}.`;
  return `There is no ${called[of]} ${name}. ${all}`;
}

function isNoList(document: ConfigDocument, list: NamedList): boolean {
  return document.isSet(list) && !Array.isArray(document.valueOf(list));
}

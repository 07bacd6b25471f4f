import type { Draw } from './draw.ts';
import type { Wording } from './wording.ts';
import type { Platform } from '../world.ts';

/**
 * An error that a company's own code raises in words of its own: there are thousands, so that two services rarely say
 * the same.
 */
export function ownBug(draw: Draw, platform: Platform): Wording {
  const name = `${draw.pick(firstParts)}${draw.pick(secondParts)}`;
  const text = draw.pick(sentences).replaceAll('~', () => draw.pick(things));
  switch (platform) {
    case 'node':
      return draw.chance(0.3) ? `Error: ${text}` : `${name}Error: ${text}`;
    case 'browser':
      return draw.chance(0.6) ? `Error: ${text}` : `${name}Error: ${text}`;
    case 'python':
      return draw.chance(0.3) ? `ValueError: ${text}` : `{pkg}.errors.${name}: ${text}`;
    case 'java':
    case 'android':
      return draw.chance(0.3)
        ? `java.lang.IllegalStateException: ${text}`
        : `{app}.${name}Exception: ${text}`;
    case 'go':
      return draw.chance(0.5) ? `*errors.errorString: ${text}` : `*fmt.wrapError: {noun}: ${text}`;
    case 'ruby':
      return draw.chance(0.3) ? `RuntimeError: ${text}` : `{Noun}::${name}: ${text}`;
    case 'php':
      return draw.chance(0.3) ? `RuntimeException: ${text}` : `App\\Exceptions\\${name}: ${text}`;
    case 'dotnet':
      return draw.chance(0.3)
        ? `System.InvalidOperationException: ${text}`
        : `Acme.${name}Exception: ${text}`;
    case 'ios':
      return `App.${name}Error: ${text}`;
  }
}

const firstParts =
  'Bad Missing Stray Late Unfit Double Broken Open Foreign Empty Partial Unknown Stale Odd Locked'.split(' ');
const secondParts =
  'Entry Choice Record Answer Step Draft Slot Match Range Grant Owner Layout Input Term Copy Mark'.split(' ');
const things =
  'shape owner window rule margin marker branch half mode label anchor source edge tail pivot seed'.split(
    ' ',
  );

const sentences = [
  'cannot {noun} twice for {id}',
  '{field} of {noun} {id} was not expected here',
  'the ~ of this {noun} lies outside its ~',
  'no ~ for {noun} {id}',
  'more than one ~ claims {noun} {id}',
  '{noun} without {field}',
  'refusing to drop the last ~',
  'got {n} where {field} wants a ~',
  '{noun} {uuid} is closed',
  'wrong ~ after {few} tries',
  '{field} and {field2} exclude each other',
  'unfinished {noun}: ~ pending',
  'nothing selected for {field}',
  'we do not support this ~ yet',
  'the ~ moved while {noun} {id} was open',
  'cycle through ~ at {noun} {id}',
  '{noun} {id}: ~ belongs to somebody else',
  'ambiguous {field}',
  '~ may not be negative',
  'step {few} came before its ~',
  '{noun} {id} has a ~ and no ~',
  'unbalanced ~',
  'this {noun} was merged into {id}',
  'too many ~s ({n}) in one {noun}',
  'could not guess the ~ of "{hex}"',
];

import { createHash } from 'node:crypto';
import { pathText, type Path } from './place.ts';

/** Where one setting can be written that holds secrets. */
interface SecretSpot {
  readonly path: string;
  /** It is a secret, or a list of them. */
  readonly secret: boolean;
  /** These keys within its value are. */
  readonly secretKeys: readonly string[];
}

/** A secret that is missing: by the name of its variable or file, and whether that is all that is written there. */
export interface Missing {
  readonly name: string;
  readonly whole: boolean;
}

/** What stands for a secret that is missing; null: nothing does, so that it is a mistake. */
export type StandIn = (path: Path, missing: Missing) => string | null;

/** The key that names a file with the secret which stands at a path, for example `token_file`; null: no secret does. */
export type FileKey = (path: Path) => string | null;

/** Where the file of a secret is named. */
export function fileKeyAt(spots: readonly SecretSpot[]): FileKey {
  return (path) => {
    const keys = path.filter((part) => typeof part === 'string');
    const key = keys.at(-1) ?? '';
    const said = keys.join('.');
    const spot = spots.find((one) => said === one.path || said.startsWith(`${one.path}.`));
    if (spot === undefined) return null;
    if (spot.secret) return `${spot.path.split('.').at(-1) ?? ''}_file`;
    return spot.secretKeys.includes(key) ? `${key}_file` : null;
  };
}

/**
 * Secrets for commands that never send: rules are tried where nobody keeps the real ones, as in CI. What has the same
 * name is the same secret, so that two receivers with one key are found out all the same.
 */
export function madeUpAt(spots: readonly SecretSpot[]): StandIn {
  return (path, { name, whole }) => {
    const key = path.findLast((part) => typeof part === 'string') ?? '';
    const isSecret = spots.some(
      (spot) => pathText(path).startsWith(spot.path) && (spot.secret || spot.secretKeys.includes(key)),
    );
    return isSecret ? formed(whole ? key : '', createHash('sha256').update(name).digest('hex')) : null;
  };
}

/** In the form that its service gives such a secret. */
function formed(key: string, hex: string): string {
  switch (key) {
    case 'routing_key':
    case 'old_routing_keys':
      return hex.slice(0, 32);
    case 'token':
      return `xoxb-${hex}`;
    case 'app_token':
      return `xapp-1-${hex}`;
    case 'headers':
      return `authorization=${hex}`;
    case 'url':
      return `https://${hex.slice(0, 32)}.example.com/`;
    case 'secret':
      return `whsec_${Buffer.from(hex, 'hex').toString('base64')}`;
    default:
      return hex;
  }
}

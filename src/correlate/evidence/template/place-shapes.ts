import { made } from './characters.ts';
import { commonDomains, fileEndings, rarerDomains, reversedDomains } from './value-words.ts';

const ipv4 = /^(?:[\w.-]*\/)?\d{1,3}(?:\.\d{1,3}){3}(?:[:/](?:\d{1,5}|\*))?$/;
/** IPv6 and hardware addresses: groups of hex, with a zone or a prefix length. */
const groups = /^[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,8}(?:%\w{1,15})?(?:\/\d{1,3})?$/i;
const port = /:\d{2,5}$/;
const hostWithPort = /^[a-z0-9][a-z0-9-]*(?:\.[a-z0-9_-]+)*$/i;
const host = /^[a-z0-9][a-z0-9-]*(?:\.[a-z0-9_-]+)+\.?$/i;
const numbered = /^(?:ip|host|ec2)-\d{1,3}(?:-\d{1,3}){3}(?!\w)/;
const mailbox = /^[^@:/\\]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}(?::\d{1,5})?$/;
const drive = /^[a-z]:[\\/]/i;
const ending = /[^./\\]\.[a-z][a-z0-9]{0,7}$/i;
const reversedName = /^[a-z]+(?:\.[A-Za-z_$][\w$-]*){2,}$/;
const failure = /(?:Exception|Error|Failure|Throwable|Fault|Warning)$/;

/** An IP or hardware address, with or without a port. */
export function isAddress(word: string, bits: number): boolean {
  if ((bits & (made.digit | made.dot)) === (made.digit | made.dot) && ipv4.test(word)) return true;
  return (bits & made.colon) !== 0 && word.indexOf(':') !== word.lastIndexOf(':') && groups.test(word);
}

/** A host and a port. A plain word and a number (`retries:300`) may be anything, and is none. */
export function isHostAndPort(word: string): boolean {
  if (!port.test(word)) return false;
  const name = word.slice(0, word.lastIndexOf(':'));
  if (name === 'localhost') return true;
  return (
    hostWithPort.test(name) && /[-.\d]/.test(name) && (isHost(name) || !/[A-Z]|\.[a-z]{1,4}$/.test(name))
  );
}

/** The name of a machine, by its ending or its numbers; names of code end and begin otherwise. */
export function isHost(word: string): boolean {
  const whole = word.endsWith('.') ? word.slice(0, -1) : word;
  const last = whole.lastIndexOf('.');
  if (last === -1) return numbered.test(whole);
  const domain = whole.slice(last + 1);
  const common = commonDomains.has(domain);
  if (!common && !rarerDomains.has(domain)) return numbered.test(whole);
  if (!host.test(whole) || isReversed(whole)) return false;
  const long = whole.indexOf('.') !== last;
  return common ? long || !/[A-Z]/.test(whole) : (long || /[\d-]/.test(whole)) && !/[A-Z]/.test(whole);
}

/** Somebody at some host. */
export function isMailbox(word: string): boolean {
  return mailbox.test(word);
}

/** A path of a file system or of a URL, or a file of data. What holds code (`main.py`) says where it broke. */
export function isPath(word: string, bits: number): boolean {
  if ((bits & made.sign) !== 0 && word.includes('\\')) return drive.test(word) || word.lastIndexOf('\\') > 0;
  if ((bits & made.slash) === 0) return (bits & made.dot) !== 0 && isFileOfData(word);
  const first = word.indexOf('/');
  if (first === 0) return word.length > 1;
  if (first !== word.lastIndexOf('/')) return true;
  return /^[~.]/.test(word) || drive.test(word) || isReversed(word) || ending.test(word);
}

function isFileOfData(word: string): boolean {
  const last = word.lastIndexOf('.');
  if (last < 2) return false;
  // A rotated log ends with its number.
  const end = /^\.\d{1,4}$/.test(word.slice(last)) ? last : word.length;
  const from = end === last ? word.lastIndexOf('.', last - 1) : last;
  return from > 1 && fileEndings.has(word.slice(from + 1, end).toLowerCase());
}

/** A package, bundle or class, named by a domain read backwards; an exception's name says what broke, and is none. */
export function isReversedName(word: string): boolean {
  return isReversed(word) && reversedName.test(word) && !failure.test(word);
}

function isReversed(word: string): boolean {
  const first = word.indexOf('.');
  return first > 1 && first < 9 && reversedDomains.has(word.slice(0, first));
}

import type { Alert, ExceptionText, Frame } from '../../../domain/alert.ts';
import { templateOf } from './template.ts';

const longestSignature = 200;
const mostWrappers = 3;
const defaultMark = '{{ default }}';

/**
 * The normalised fingerprint of an error, at most 200 characters: its type, message template and top in-app frame, and
 * what it came wrapped in; or the fingerprint that its user set. Equal signatures in one service are the same trouble.
 */
export function signatureOf(alert: Alert): string {
  const custom = alert.fingerprint;
  if (custom === null || custom.length === 0) return shorten(defaultSignature(alert));
  // Sentry mixes its own grouping in where the fingerprint names {{ default }}.
  const parts = custom.map((part) => (isDefaultMark(part) ? defaultSignature(alert) : part));
  return shorten(custom.every(isDefaultMark) ? parts.join(' | ') : `fingerprint ${parts.join(' | ')}`);
}

function isDefaultMark(part: string): boolean {
  return part.replaceAll(' ', '') === defaultMark.replaceAll(' ', '');
}

function defaultSignature(alert: Alert): string {
  const { decider, wrappers } = deciderOf(alert);
  const type = alert.type ?? decider?.type ?? null;
  const text = decider?.value ?? alert.message;
  const template = templateOf(withoutType(text === '' ? alert.title : text, type));
  const place = alert.frame === null ? '' : placeOf(alert.frame);
  const inside = wrappers.slice(0, mostWrappers).map((wrapper) => ` in ${wrapper.type}`);
  return `${type === null ? '' : `${type}: `}${template}${place === '' ? '' : ` @ ${place}`}${inside.join('')}`;
}

/** The exception that the alert is titled by, and what it came wrapped in, nearest first. */
function deciderOf({ exceptions, type, message }: Alert): {
  readonly decider: ExceptionText | null;
  readonly wrappers: readonly ExceptionText[];
} {
  const at = exceptions.findLastIndex((one) => one.type === type && one.value === message);
  return at === -1
    ? { decider: exceptions.at(-1) ?? null, wrappers: [] }
    : { decider: exceptions[at] ?? null, wrappers: exceptions.slice(at + 1) };
}

function withoutType(text: string, type: string | null): string {
  return type !== null && text.startsWith(`${type}: `) ? text.slice(type.length + 2) : text;
}

/** Where it broke, without what changes at every build: line numbers, bundle hashes, directories. */
function placeOf(frame: Frame): string {
  const file = frame.module ?? lastPart(frame.filename ?? '');
  const stable = file.slice(0, 120).replace(/[.-](?=[a-f]*\d)[0-9a-f]{6,40}(?=\.|$)/gi, '');
  const where = frame.function ?? '';
  return stable === '' ? where : where === '' ? stable : `${stable}#${where}`;
}

function lastPart(filename: string): string {
  const path = filename.split(/[?#]/, 1)[0] ?? '';
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

/** Cuts a long signature and ends it with a hash of the whole, so that it stays distinct and stable. */
function shorten(signature: string): string {
  if (signature.length <= longestSignature) return signature;
  const mark = `…${fnv1a(signature)}`;
  return signature.slice(0, longestSignature - mark.length) + mark;
}

/** 32-bit FNV-1a, in hex: short, stable over versions of Node, and no secret depends on it. */
function fnv1a(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}

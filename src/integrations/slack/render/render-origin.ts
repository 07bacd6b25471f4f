import type { LiveMessage } from '../../../domain/sending/projection.ts';
import { code, inline } from './escape.ts';
import { duration } from '../../../domain/text/figures.ts';

/** An error that began with the incident has no past worth a word. */
const longKnownMs = 60 * 60_000;

/** Since when Sentry knows the error, and which commit it blames: at most one line of 420 characters. */
export function originLines({ origin, since }: LiveMessage): readonly string[] {
  if (origin == null) return [];
  const { firstSeenAt, firstRelease, commit, reconstructed, toldSince } = origin;
  const age = firstSeenAt === null ? 0 : since - firstSeenAt;
  const release = firstRelease === null ? '' : ` in ${code(firstRelease, 80)}`;
  const parts = [
    reconstructed === true ? howRead(toldSince) : '',
    age < longKnownMs ? '' : `first seen ${duration(age)} ago${release}`,
    commit === null ? '' : commitWords(commit),
  ].filter((part) => part !== '');
  return parts.length === 0 ? [] : [`🔎 ${parts.join(' · ')}`];
}

function howRead(toldSince: true | undefined): string {
  return toldSince === true
    ? 'read in Sentry before its webhooks came'
    : 'reconstructed from Sentry, no webhook told of it';
}

/** Sentry's suspicion is no verdict, and says so. */
function commitWords({ id, title, by }: NonNullable<NonNullable<LiveMessage['origin']>['commit']>): string {
  const who = by === null ? '' : ` by ${inline(by, 60)}`;
  return `Sentry suspects ${code(id, 20)}${who}${title === '' ? '' : `: ${inline(title, 140)}`}`;
}

/** Whom to ask while nobody has taken it. */
export function ownersWords({ origin, assignee, state }: LiveMessage): string {
  const owners = origin?.owners ?? [];
  if (owners.length === 0 || assignee !== null || state !== 'open') return '';
  return `👥 owned by ${owners.map((name) => inline(name, 60)).join(', ')}`;
}

import type { LiveMessage, MessageProjection } from '../../../domain/sending/projection.ts';
import type { Severity } from '../../../domain/severity.ts';

const flames: Readonly<Record<Severity, string>> = { critical: '🔥', error: '🔴', warning: '🟠', info: '🔵' };

/** One sign that tells a reader from afar whether there is anything to do. */
export function sign({ state, severity }: Pick<MessageProjection, 'state' | 'severity'>): string {
  switch (state) {
    case 'open':
      return flames[severity];
    case 'acknowledged':
      return '👀';
    case 'resolved':
      return '✅';
    case 'part-of':
      return '↪️';
  }
}

/**
 * The incident in one unescaped line: `redis unreachable (cache-main): 12 services failing`, `checkout: TypeError: …`,
 * `6 services failing, cause not named yet: …`.
 */
export function headline(message: LiveMessage): string {
  const title = titleOf(message);
  const first = message.services[0]?.name ?? null;
  const count = serviceCount(message);
  if (message.storm?.unnamed === true) return `${whoFails(message)}, ${title}`;
  if (message.storm === null && count <= 1) {
    return first === null || title.startsWith(first) ? title : `${first}: ${title}`;
  }
  if (count <= 1) return first === null ? title : `${title}: ${first} ${failing(message)}`;
  return `${title}: ${count} services ${failing(message)}`;
}

/** Who fails, unescaped: what is known of a storm before why it fails is. */
export function whoFails(message: LiveMessage): string {
  const count = serviceCount(message);
  const who = count > 1 ? `${count} services` : (message.services[0]?.name ?? 'unknown');
  return `${who} ${failing(message)}`;
}

/** What a message is called, unescaped. */
export function titleOf({ title }: Pick<MessageProjection, 'title'>): string {
  return title.trim() === '' ? 'Error without a title' : title;
}

function failing(message: LiveMessage): string {
  if (message.state !== 'resolved') return 'failing';
  return serviceCount(message) > 1 ? 'were failing' : 'was failing';
}

/** All affected services, those beyond the cap included. */
export function serviceCount(message: Pick<LiveMessage, 'services' | 'moreServices'>): number {
  return message.services.length + message.moreServices;
}

/** `Open`, `Acknowledged`, `Resolved`, … */
export function stateWord(state: MessageProjection['state']): string {
  switch (state) {
    case 'open':
      return 'Open';
    case 'acknowledged':
      return 'Acknowledged';
    case 'resolved':
      return 'Resolved';
    case 'part-of':
      return 'Part of another incident';
  }
}

import type { MessageProjection } from '../../domain/projection.ts';
import type { Severity } from '../../domain/severity.ts';

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
    case 'absent':
      return '↪️';
  }
}

/** The incident in one unescaped line: `redis unreachable (cache-main): 12 services failing`, `checkout: TypeError: …`. */
export function headline(message: MessageProjection): string {
  const title = message.title.trim() === '' ? 'Error without a title' : message.title;
  const first = message.services[0]?.name ?? null;
  const count = serviceCount(message);
  if (message.storm === null && count <= 1) {
    return first === null || title.startsWith(first) ? title : `${first}: ${title}`;
  }
  const failing = message.state === 'resolved' ? 'were failing' : 'failing';
  if (count <= 1)
    return first === null
      ? title
      : `${title}: ${first} ${message.state === 'resolved' ? 'was failing' : 'failing'}`;
  return `${title}: ${count} services ${failing}`;
}

/** All affected services, those beyond the cap included. */
export function serviceCount(message: Pick<MessageProjection, 'services' | 'moreServices'>): number {
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
    case 'absent':
      return 'No longer shown here';
  }
}

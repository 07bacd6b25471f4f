import type { PageKey } from '../../domain/sending/page-key.ts';

/**
 * PagerDuty's `dedup_key` of one generation of an incident's page; well under its 255 characters. It never changes its
 * form: pages that are open at an upgrade are acknowledged and resolved under it.
 */
export function dedupKey({ install, incident, generation }: PageKey): string {
  return `stormrelay:${install}:${incident}:${generation}`;
}

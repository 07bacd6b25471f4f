/** PagerDuty's `dedup_key` of one generation of an incident's page; well under its 255 characters. */
export function dedupKey(install: string, incident: string, generation: number): string {
  return `stormrelay:${install}:${incident}:${generation}`;
}

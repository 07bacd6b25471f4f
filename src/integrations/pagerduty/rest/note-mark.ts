/** Whose note it is, and how far it tells. */
interface NoteMark {
  /** The installation's id: two relays may share one pager. */
  readonly install: string;
  readonly incident: string;
  /** The last timeline item that it covers. */
  readonly upto: number;
}

/**
 * The end of a note, by which the relay knows its own: PagerDuty keeps nothing beside a note's text, and answers a second
 * one like the first. It never changes its form: notes of a relay before this one are known by it.
 */
export function noteMark({ install, incident, upto }: NoteMark): string {
  return `[stormrelay:${install}:${incident}#${upto}]`;
}

/** Reads the mark of a note; null where somebody else wrote it. */
export function readNoteMark(content: string): NoteMark | null {
  const [, install, incident, upto] =
    /\[stormrelay:([^:\s]+):([^:#\s]+)#([1-9]\d{0,8})\]\s*$/.exec(content) ?? [];
  if (install === undefined || incident === undefined) return null;
  return { install, incident, upto: Number(upto) };
}

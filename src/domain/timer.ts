/** Something the brain has to do at a time. Fired in the order (due, id). */
export interface Timer {
  /** `<kind>:<subject>`: one timer of a kind a subject. */
  readonly id: string;
  readonly due: number;
  readonly kind:
    | 'quiet'
    | 'forget'
    | 'drop-issue'
    | 'expire-drill'
    | 'drop-drill'
    | 'look-again'
    | 'look-in-shadow'
    | 'look-around'
    | 'look-back'
    | 'left-over'
    | 'lull'
    | 'environment-wait'
    | 'page-overdue'
    | 'unseen'
    | 'unmute'
    | 'silence-begins';
  readonly subject: string;
}

/** The id of the timer by which an incident is looked at again at the desk of a receiver in the shadow, and nowhere else. */
export function lookInShadowTimer(incident: string, what: string, receiver: string): string {
  return `look-in-shadow:${incident}/${what}@${receiver}`;
}

/** The timer by which is looked whether what keeps an incident quiet holds still. */
export function silencedTimer(incident: string, due: number): Timer {
  return { id: silencedTimerId(incident), kind: 'look-again', subject: incident, due };
}

/** Its id. */
export function silencedTimerId(incident: string): string {
  return lookAgainTimer(incident, { what: 'silenced' });
}

/**
 * The id of the timer by which an incident is looked at again.
 * @param of What for, and at the desk of which receiver; without either there is one for the incident as a whole.
 */
export function lookAgainTimer(
  incident: string,
  of: {
    readonly what?: 'held' | 'unanswered' | 'silent' | 'silenced' | 'repeat' | 'taken-back';
    readonly receiver?: string | undefined;
  } = {},
): string {
  const what = of.what === undefined ? '' : `/${of.what}`;
  const desk = of.receiver === undefined ? '' : `@${of.receiver}`;
  return `look-again:${incident}${what}${desk}`;
}

/** The id of the timer by which is looked who has an incident, once pagers have told all that came with a taking back. */
export function takenBackTimer(incident: string): string {
  return lookAgainTimer(incident, { what: 'taken-back' });
}

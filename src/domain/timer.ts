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
    | 'look-around'
    | 'look-back'
    | 'left-over'
    | 'lull'
    | 'environment-wait'
    | 'page-overdue'
    | 'unmute';
  readonly subject: string;
}

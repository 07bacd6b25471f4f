/** Something a person did in Slack that is durable, and what is needed to tell them what came of it. */
export interface TakenAct {
  /** Where they can be answered, as Slack told it; null: nowhere. */
  readonly answerTo: string | null;
  /** The incident that was meant; null: none that this relay knows. */
  readonly incident: string | null;
  /** The answer takes the place of the list that they chose from. */
  readonly replaces: boolean;
  /** They were told already that it will be done: only that it was not is news. */
  readonly promised: boolean;
}

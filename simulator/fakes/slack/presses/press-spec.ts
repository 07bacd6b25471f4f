/** Somebody at Slack. */
export interface SlackPerson {
  readonly id: string;
  readonly name: string;
}

/** Who does something in Slack, and how it reaches the app. */
interface Way {
  /** The app’s Request URL; null: through Socket Mode, where `ageMs` and `secret` mean nothing. */
  readonly url: string | null;
  /** Default: Kim Fernhill. */
  readonly user?: SlackPerson;
  /** How often the very same request is sent; default 1. */
  readonly copies?: number;
  /** How old the request says it is, virtual ms; default 0, and below 0 it is from the future. */
  readonly ageMs?: number;
  /** Signs the request; default: the app's signing secret. */
  readonly secret?: string;
}

/** One press of a button, of a message that the fake holds. */
export interface PressSpec extends Way {
  readonly channel: string;
  readonly ts: string;
  /** The button's `action_id`, or the value of a line of its menu, or of a list that the person was answered; of either the part behind the last colon will do. */
  readonly action: string;
}

/** One slash command. */
export interface CommandSpec extends Way {
  /** What stands behind the command. */
  readonly text: string;
  /** Default `/stormrelay`. */
  readonly command?: string;
}

/** What the app answered to one request; `status` is null when there was no answer within three seconds. */
export interface PressAnswer {
  readonly status: number | null;
  readonly body: string;
  /** Real ms. */
  readonly ms: number;
}

/** A line that only one person sees: what an app posted to the address of their press. */
export interface EphemeralLine {
  readonly at: number;
  readonly user: string;
  readonly text: string;
}

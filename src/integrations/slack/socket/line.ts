/** One open connection of Socket Mode. */
export interface OpenLine {
  /** Resolves when it is over, whoever ended it. */
  readonly over: Promise<void>;
  /** Lets it go; what is being judged can no longer be acknowledged, and comes again. */
  close(): void;
}

/** What Slack tells, and the only way to say that it was heard. */
export interface Envelope {
  readonly id: string;
  /** `interactive`, `slash_commands`, or what else the app has. */
  readonly type: string;
  readonly payload: unknown;
  /** Whether an answer may go with the acknowledgement. */
  readonly takesAnswer: boolean;
  /** Never rejects: on a line that is gone nothing can be said, and Slack tells it again. */
  acknowledge(answer: object | null): Promise<void>;
}

/** Why there is no line. */
export class NoLine extends Error {
  override readonly name = 'NoLine';
  /** Nothing changes until somebody sets another token. */
  readonly isTokens: boolean;

  constructor(message: string, isTokens: boolean) {
    super(message);
    this.isTokens = isTokens;
  }
}

/** A deploy that CI told of: what changed, shortly before it may have broken. Texts are CI's and unescaped. */
export interface Deploy {
  /** The release as CI names it, for example a commit; null when it named none. */
  readonly version: string | null;
  /** Virtual ms at which the relay heard of it. */
  readonly at: number;
  /** Who deployed. */
  readonly by: string | null;
  /** What changed, in a line, for example the head commit's first. */
  readonly what: string | null;
  /** https link to the changes, already checked against the allowed hosts; null when there is none. */
  readonly compareUrl: string | null;
}

/** A deploy as it is listed: of which service, and in which class of environments. */
export interface ListedDeploy extends Deploy {
  readonly service: string;
  readonly environment: string;
}

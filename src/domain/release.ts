/** When a release of a service in an environment class was first seen in an alert, or announced by a deploy. */
export interface Release {
  /** `<environment class>/<service>/<version>`. */
  readonly key: string;
  readonly service: string;
  readonly version: string;
  readonly firstAt: number;
  /** Virtual ms of the newest alert that named it. */
  readonly lastAt: number;
}

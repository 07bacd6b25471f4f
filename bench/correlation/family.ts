import type { Draw } from './streams/draw.ts';
import type { Facts, Wordings } from './streams/wording.ts';
import type { Service, World } from './world.ts';

/** A kind of outage: whom it strikes, and how its victims say so. */
export interface Family {
  readonly name: string;
  /** `a`: of a known kind, in other words; `b`: after a public post-mortem. */
  readonly set: 'a' | 'b';
  /** What happened, for whoever reads a trace. */
  readonly story: string;
  /** False where no text names what broke. */
  readonly names: boolean;
  /**
   * `users`: services here and there, because they use the same thing. `callers`: those that call one service, the
   * culprit, which fails inside too where `inside` says how. `one`: the culprit alone; who calls it feels it.
   */
  readonly strikes: 'users' | 'callers' | 'one';
  /** Who can be the culprit; default: any backend. */
  readonly culprit?: (service: Service) => boolean;
  /** What `{word}`s stand for in this outage. */
  readonly facts?: (draw: Draw, world: World, culprit: Service) => Facts;
  /** How those say it who are struck. */
  readonly texts?: Wordings;
  /** How the culprit itself says it. */
  readonly inside?: Wordings;
  /** Share of issues that only follow: errors of code that did not get what it needed. Default 0.25. */
  readonly follow?: number;
  /** Share of issues in services that call those struck. Default 0.2. */
  readonly cascade?: number;
  /** Most issues and services; default 60 and 15. */
  readonly most?: { readonly issues: number; readonly services: number };
  /** The culprit runs a new release since shortly before; or everybody struck does. */
  readonly deploys?: 'culprit' | 'everybody';
  /** Host that the failing call in breadcrumbs went to, a text with `{word}`s; none where crumbs tell nothing. */
  readonly called?: string;
  /** Seconds from the first service to the last: default 3 to 70. */
  readonly onset?: readonly [number, number];
}

import type { Draw } from './draw.ts';
import { filled, raisedOf, type Facts, type Raised, type Wording } from './wording.ts';
import type { Service } from '../world.ts';

/** An issue, as the generator knows it: one call site of one service that fails in one way. */
export interface Trouble {
  /** Sentry's issue id. */
  readonly issue: string;
  /** What broke, for the judge alone: nothing of it goes into a body. */
  readonly cause: string;
  readonly service: Service;
  readonly environment: string;
  readonly raised: Raised;
  readonly level: 'error' | 'warning';
  /** Noun of the code that failed, and what it did. */
  readonly noun: string;
  readonly verb: string;
  readonly handled: boolean;
  /** The HTTP call before the failure that went wrong: a host, and the answer (0: none). */
  readonly call: { readonly host: string; readonly status: number } | null;
  /** The issue was told as `issue.created` before its first event. */
  readonly told: boolean;
}

/** One thing that Sentry tells. Times in seconds since the beginning of what is judged; negative before. */
export interface Happening {
  readonly at: number;
  readonly trouble: Trouble;
  readonly kind: 'event' | 'created' | 'resolved';
  readonly release: string;
  readonly trace: string | null;
}

/** Gives out ids of issues that tell nothing of where they belong. */
export type IssueIds = () => string;

/** Ids that grow as Sentry's do, with gaps, from a random start. */
export function issueIds(draw: Draw): IssueIds {
  let last = draw.int(4_100_000, 4_900_000) * 1000;
  return () => String((last += draw.int(1, 40)));
}

/** What all troubles of one story share. */
export interface Telling {
  readonly draw: Draw;
  readonly ids: IssueIds;
  readonly cause: string;
  readonly environment: string;
  readonly facts: Facts;
  /** Whether new issues are told as `issue.created`. */
  readonly told: boolean;
}

/** A new issue of a service out of a wording. */
export function troubleOf(
  { draw, ids, cause, environment, facts, told }: Telling,
  service: Service,
  wording: Wording,
  more: Partial<Pick<Trouble, 'call' | 'level' | 'handled'>> = {},
): Trouble {
  const noun = draw.pick(service.nouns);
  const verb = draw.pick(verbs);
  const own = wordsOf(draw, service, noun);
  const said = filled(filled(wording, facts), own);
  return {
    issue: ids(),
    cause,
    service,
    environment,
    raised: raisedOf(said, service.platform),
    level: more.level ?? 'error',
    noun,
    verb,
    handled: more.handled ?? draw.chance(0.4),
    call: more.call ?? null,
    told,
  };
}

function wordsOf(draw: Draw, service: Service, noun: string): Facts {
  const capital = noun[0]!.toUpperCase() + noun.slice(1);
  const package_ = service.name.replaceAll('-', '_');
  return {
    svc: service.name,
    pkg: package_,
    app: `com.acme.${service.name.replaceAll('-', '')}`,
    noun,
    Noun: capital,
    table: `${noun}s`,
    field: draw.pick(fields),
    field2: draw.pick(fields),
    path: draw.pick([
      `/v1/${noun}s/{id}`,
      `/api/${noun}s`,
      `/${noun}s/{uuid}/${draw.pick(verbs)}`,
      `/internal/${noun}`,
    ]),
  };
}

const verbs = [
  ...[
    'load',
    'save',
    'list',
    'refresh',
    'apply',
    'confirm',
    'rebuild',
    'attach',
    'merge',
    'sync',
    'render',
    'close',
  ],
  ...[
    'find',
    'prepare',
    'publish',
    'archive',
    'validate',
    'enrich',
    'split',
    'count',
    'assign',
    'copy',
    'draft',
  ],
];

const fields = [
  ...[
    'amount',
    'locale',
    'owner_id',
    'expires_at',
    'sku',
    'quantity',
    'status',
    'parent',
    'weight',
    'reference',
  ],
  ...[
    'country',
    'discount',
    'version',
    'slug',
    'channel',
    'label',
    'position',
    'currency',
    'settings',
    'origin',
  ],
  ...[
    'approved_by',
    'window',
    'payload',
    'contact',
    'region',
    'items',
    'limits',
    'summary',
    'external_ref',
    'score',
  ],
];

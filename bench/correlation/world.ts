import type { Draw } from './streams/draw.ts';

/** What a service is written in, as its Sentry project knows it. */
export type Platform =
  'node' | 'python' | 'java' | 'go' | 'ruby' | 'php' | 'dotnet' | 'browser' | 'ios' | 'android';

/** A service, and its project in Sentry. */
export interface Service {
  /** The project's slug. */
  readonly name: string;
  readonly platform: Platform;
  /** What its code is about: names of classes, tables and paths. */
  readonly nouns: readonly string[];
  readonly nodes: readonly string[];
  readonly projectId: number;
  /** The release that it runs when the stream begins. */
  readonly release: string;
}

/** One company's installation. */
export interface World {
  readonly company: string;
  /** Domain of its internal hosts. */
  readonly zone: string;
  /** As its clients write it. */
  readonly production: string;
  readonly services: readonly Service[];
  /** Whom a service calls, by name. */
  readonly calls: ReadonlyMap<string, readonly Service[]>;
  /** Share of events that carry a trace which crosses services. */
  readonly traced: number;
  /** Share of events that carry breadcrumbs of HTTP calls. */
  readonly crumbs: number;
  /** Whether new issues are told as `issue.created` too. */
  readonly tellsIssues: boolean;
}

/** An installation of 30 services: at least two web clients, two apps and a gateway among them. */
export function worldOf(draw: Draw): World {
  const company = draw.pick(companies);
  const suffix = draw.pick(['', '', '-service', '-svc', '-api']);
  const fronts = [
    ...draw.sample(pages, draw.int(2, 3)).map((entry) => serviceOf(draw, entry, 'browser', '')),
    ...apps.map(([name, nouns, platform]) => serviceOf(draw, [name, nouns], platform, '')),
    serviceOf(draw, draw.pick(gateways), draw.pick(['node', 'go', 'java']), ''),
  ];
  const backs = draw
    .sample(backends, 30 - fronts.length)
    .map((entry) => serviceOf(draw, entry, draw.pick(languages), suffix));
  const services = [...fronts, ...backs];
  return {
    company,
    zone: draw.pick([`${company}.internal`, `prod.${company}.net`, `svc.cluster.local`, `${company}.lan`]),
    production: draw.pick(['production', 'production', 'prod', 'production-eu', 'live']),
    services,
    calls: callsOf(draw, fronts, backs),
    traced: draw.pick([0, 0.2, 0.5, 0.8]),
    crumbs: draw.pick([0, 0.1, 0.4]),
    tellsIssues: draw.chance(0.25),
  };
}

/** Who calls a service. */
export function callersOf(world: World, name: string): readonly Service[] {
  return world.services.filter((one) => world.calls.get(one.name)?.some((callee) => callee.name === name));
}

/** Code that runs on machines of the company; the rest runs in browsers and phones. */
export function isBackend({ platform }: Service): boolean {
  return platform !== 'browser' && platform !== 'ios' && platform !== 'android';
}

/** A version as a service's releases are named, newer than `before` where that is a number. */
export function releaseAfter(draw: Draw, before: string): string {
  const semver = /^(.*?)(\d+)\.(\d+)\.(\d+)$/.exec(before);
  if (semver !== null) return `${semver[1]}${semver[2]}.${Number(semver[3]) + 1}.0`;
  return before.replace(/[0-9a-f]{7,}$/, draw.hex(/[0-9a-f]{7,}$/.exec(before)?.[0].length ?? 7));
}

function callsOf(draw: Draw, fronts: readonly Service[], backs: readonly Service[]): World['calls'] {
  const calls = new Map<string, readonly Service[]>();
  for (const front of fronts) calls.set(front.name, draw.sample(backs, draw.int(4, 10)));
  for (const back of backs) {
    const others = backs.filter((one) => one !== back);
    calls.set(back.name, draw.sample(others, draw.int(0, 3)));
  }
  return calls;
}

function serviceOf(
  draw: Draw,
  [base, nouns]: readonly [string, string],
  platform: Platform,
  suffix: string,
): Service {
  const name = base.includes('-') ? base : `${base}${suffix}`;
  const set = draw.hex(9);
  const nodes = Array.from({ length: draw.int(2, 6) }, () => `${name}-${set}-${draw.hex(5)}`);
  const version = `${draw.int(1, 9)}.${draw.int(0, 60)}.${draw.int(0, 9)}`;
  const release = draw.pick([draw.hex(40), `${name}@${version}`, version, `${name}@${draw.hex(7)}`]);
  return { name, platform, nouns: nouns.split(' '), nodes, release, projectId: draw.int(10_000, 99_999) };
}

const languages: readonly Platform[] = [
  ...(['node', 'node', 'node', 'node', 'node', 'python', 'python', 'python', 'python'] as const),
  ...(['java', 'java', 'java', 'java', 'go', 'go', 'ruby', 'ruby', 'php', 'dotnet'] as const),
];

const companies = ['norwind', 'tellerly', 'habitat', 'quillon', 'brightcart', 'osprey', 'lumenfield'];

const gateways: readonly (readonly [string, string])[] = [
  ['graphql-gateway', 'resolver viewer cursor'],
  ['edge-api', 'route viewer quota'],
  ['public-api', 'client grant page'],
];

const pages: readonly (readonly [string, string])[] = [
  ['storefront-web', 'product carousel basket'],
  ['checkout-ui', 'address payment summary'],
  ['backoffice-web', 'grid filter refund'],
  ['help-center', 'article feedback topic'],
];

const apps = [
  ['ios-app', 'profile feed basket', 'ios'],
  ['android-app', 'profile feed basket', 'android'],
] as const;

const backends: readonly (readonly [string, string])[] = [
  ['orders', 'order line total'],
  ['payments', 'charge card capture'],
  ['catalog', 'product variant category'],
  ['pricing', 'price rule currency'],
  ['inventory', 'stock warehouse reservation'],
  ['basket', 'basket item voucher'],
  ['accounts', 'account owner preference'],
  ['sessions', 'session device login'],
  ['notifications', 'notice channel subscriber'],
  ['mailer', 'letter template recipient'],
  ['invoicing', 'invoice rebate period'],
  ['shipping', 'parcel label carrier'],
  ['returns', 'return reason pickup'],
  ['loyalty', 'points tier reward'],
  ['recommender', 'suggestion model score'],
  ['media', 'image rendition crop'],
  ['reviews', 'review rating author'],
  ['geo', 'place zone distance'],
  ['tax', 'levy jurisdiction rate'],
  ['fraud', 'signal verdict case'],
  ['ledger', 'posting balance journal'],
  ['payouts', 'payout bank batch'],
  ['reporting', 'report dimension slice'],
  ['exporter', 'export column archive'],
  ['importer', 'feed row mapping'],
  ['scheduler', 'job slot calendar'],
  ['chat', 'thread participant message'],
  ['presence', 'beacon room member'],
  ['audit', 'trail actor change'],
  ['partners', 'partner contract commission'],
  ['documents', 'document revision folder'],
  ['quotes', 'quote offer expiry'],
  ['subscriptions', 'plan seat renewal'],
  ['coupons', 'coupon campaign limit'],
  ['calendar', 'event attendee reminder'],
  ['devices', 'device firmware reading'],
];

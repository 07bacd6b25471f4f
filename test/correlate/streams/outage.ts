import type { Dice } from './dice.ts';
import { callers, deployed, followers } from './wording-code.ts';
import { certificate, chunk, credentials, disk, dns, upstream } from './wording-platform.ts';
import { elasticsearch, kafka, mysql, postgresPool, redis } from './wording-stores.ts';
import { sayable, speak, type Phrase, type Places } from './wording.ts';
import { calledName, frontends, services, type Saying, type Service } from './world.ts';

/** A kind of outage. */
export interface Family {
  readonly name: string;
  readonly phrases: readonly Phrase[];
  /** Spellings of what failed; several where each service names another host. */
  readonly hosts: readonly string[];
  readonly struck: 'services' | 'frontends' | 'one release' | 'one service';
}

/** The outages of the labelled streams. */
export const families: readonly Family[] = [
  family('redis', redis, [
    'cache-main',
    'cache-main.prod.internal',
    'cache-main-0.cache-main.prod.svc.cluster.local',
  ]),
  family('postgres pool', postgresPool, [
    'shop-db-primary',
    'shop-db.cluster-c1.eu-west-1.rds.amazonaws.com',
    'shop-db',
  ]),
  family('mysql', mysql, ['billing-mysql', 'billing-mysql-primary.internal']),
  family('kafka', kafka, ['kafka', 'kafka.events.svc.cluster.local']),
  family('dns', dns, [
    'payments.prod.internal',
    'api.stripe.com',
    'cache-main',
    'shop-db',
    'mailer.internal',
    'search',
  ]),
  family('certificate', certificate, [
    'ledger.prod.internal',
    'profile.internal',
    'vault.internal',
    'pricing',
  ]),
  family('disk', disk, ['nfs']),
  family('bad deploy', deployed, [], 'one release'),
  family('payments host', upstream, ['payments', 'payments.prod.svc.cluster.local', 'payments-svc']),
  family('elasticsearch', elasticsearch, ['es-catalog', 'es-catalog-1']),
  family('credentials', credentials, ['shop-db']),
  family('frontend chunk', chunk, [], 'frontends'),
  family('noisy service', deployed, [], 'one service'),
];

function family(
  name: string,
  phrases: readonly Phrase[],
  hosts: readonly string[],
  struck: Family['struck'] = 'services',
): Family {
  return { name, phrases, hosts, struck };
}

/** An issue that an outage causes, and how often it alerts. Times in ms. */
export interface Trouble {
  readonly service: Service;
  readonly from: number;
  readonly everyMs: number;
  readonly release: string | null;
  say(dice: Dice): Pick<Saying, 'exceptions' | 'calledHosts'>;
}

/** The issues of one outage that begins at `at`; services in `taken` are struck by another one and are left alone. */
export function troublesOf(kind: Family, at: number, taken: Set<string>, dice: Dice): readonly Trouble[] {
  switch (kind.struck) {
    case 'one release':
    case 'one service':
      return inOneService(kind, at, taken, dice);
    case 'frontends':
      return dice.some(frontends, dice.whole(3, 4)).flatMap((service) => {
        return sayings(
          service,
          {
            phrases: kind.phrases,
            count: dice.whole(2, 4),
            places: { ip: '10.0.0.1', hosts: ['cdn'], called: 'cdn' },
            at: at,
          },
          dice,
        );
      });
    case 'services':
      return inManyServices(kind, at, taken, dice);
  }
}

function inManyServices(kind: Family, at: number, taken: Set<string>, dice: Dice): readonly Trouble[] {
  const free = services.filter((service) => !taken.has(service.name) && !kind.hosts.includes(service.name));
  const struck = dice.some(free, dice.whole(4, 8));
  for (const service of struck) taken.add(service.name);
  const called = kind.hosts[0] ?? 'nothing';
  const places: Places = {
    ip: `10.${dice.whole(1, 200)}.${dice.whole(1, 200)}.${dice.whole(2, 250)}`,
    hosts: kind.hosts,
    called,
  };
  const direct = struck.flatMap((service) => [
    ...sayings(service, { phrases: kind.phrases, count: dice.whole(1, 3), places: places, at: at }, dice),
    ...sayings(
      service,
      { phrases: followers, count: dice.whole(0, 2), places: places, at: at + 5_000 },
      dice,
    ),
  ]);
  const behind = dice.some(
    [...services, ...frontends].filter((service) => !taken.has(service.name)),
    dice.whole(1, 3),
  );
  for (const service of behind) if (service.language !== 'browser') taken.add(service.name);
  const indirect = behind.flatMap((service) => {
    const through = { ...places, called: calledName(dice.pick(struck)) };
    return [
      ...sayings(
        service,
        { phrases: callers, count: dice.whole(1, 2), places: through, at: at + 10_000 },
        dice,
      ),
      ...sayings(
        service,
        { phrases: followers, count: dice.whole(0, 1), places: through, at: at + 10_000 },
        dice,
      ),
    ];
  });
  return [...direct, ...indirect];
}

function inOneService(kind: Family, at: number, taken: Set<string>, dice: Dice): readonly Trouble[] {
  const service = dice.pick(services.filter((one) => !taken.has(one.name)));
  taken.add(service.name);
  const release = kind.struck === 'one release' ? `${service.name}@3.${dice.whole(0, 9)}.0` : null;
  const places: Places = { ip: '10.0.0.1', hosts: ['nothing'], called: 'nothing' };
  return sayings(
    service,
    { phrases: kind.phrases, count: dice.whole(6, 10), places: places, at: at },
    dice,
  ).map((trouble) => ({
    ...trouble,
    release,
    everyMs: Math.min(trouble.everyMs, 9_000),
  }));
}

interface Said {
  readonly phrases: readonly Phrase[];
  readonly count: number;
  readonly places: Places;
  readonly at: number;
}

function sayings(service: Service, said: Said, dice: Dice): readonly Trouble[] {
  const { phrases, count, places, at } = said;
  const can = sayable(phrases, service.language);
  return Array.from({ length: count }, () => {
    const phrase = dice.pick(can);
    const calls = dice.chance(0.5) && places.called !== 'nothing' ? [`${places.called}.prod.internal`] : [];
    return {
      service,
      from: at + Math.min(90_000, dice.wait(15_000)),
      // From an alert in 2 s to one a minute, as unevenly as issues alert.
      everyMs: 2_000 * 30 ** dice.next(),
      release: null,
      say: (fresh: Dice) => ({ exceptions: speak(phrase, places, fresh), calledHosts: calls }),
    };
  });
}

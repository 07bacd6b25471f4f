import { engineOfModules, kindOfModules } from './driver-modules.ts';
import { engines, kinds, ports, type EngineWords } from './engine-words.ts';

const membersOfKind: ReadonlyMap<string, readonly string[]> = new Map([
  ['sql', ['postgres', 'mysql', 'mssql', 'oracle', 'db2']],
  ['cache', ['redis', 'memcached', 'hazelcast']],
  [
    'queue',
    ['kafka', 'rabbitmq', 'sqs', 'nats', 'redis', 'pulsar', 'activemq', 'ibm-mq', 'servicebus', 'pubsub'],
  ],
]);

/** A number of milliseconds is no port: "record(s) for orders-5:9200 ms has passed". libpq has a word for it in each language. */
const portInText = /(?::|port[ =:]{1,2}|puerto |porta |порту? |ポート|端口)(\d{2,5})\b(?! ?ms\b)/g;

/**
 * The engine (or kind of engine) that lower-case text speaks of, or null. An engine that the text names counts for more
 * than one that only the module of an exception names: a Kafka listener may fail for want of its database. A driver
 * that failed is certain, and counts for more than a sentence that several engines say, or the word of a kind.
 * @param modules Where the exceptions are defined, lower case.
 * @param drivers Libraries that failed beneath the application's code, nearest to the failure first, lower case.
 */
export function familyOf(
  text: string,
  modules: readonly string[] = [],
  drivers: readonly string[] = [],
): string | null {
  return (
    familyByPort(text) ??
    firstNamed(text, engines, ({ names }) => names) ??
    engineOfModules(modules) ??
    engineOfModules(drivers) ??
    firstNamed(text, engines, ({ sentences }) => sentences) ??
    firstNamed(text, kinds, ({ names }) => names) ??
    kindOfModules(modules) ??
    kindOfModules(drivers)
  );
}

/** Whether two families can be the same engine: equal, or one is the kind of the other. */
export function sameFamily(a: string, b: string): boolean {
  return a === b || isKindOf(a, b) || isKindOf(b, a);
}

/** The more telling of two compatible families: an engine rather than its kind. */
export function narrower(a: string, b: string): string {
  return isKindOf(a, b) ? b : a;
}

/** Whether a family is a kind of engines rather than one engine. */
export function isKind(family: string): boolean {
  return membersOfKind.has(family);
}

function isKindOf(kind: string, engine: string): boolean {
  return membersOfKind.get(kind)?.includes(engine) ?? false;
}

function familyByPort(text: string): string | null {
  for (const match of text.matchAll(portInText)) {
    const family = ports.get(Number(match[1]));
    if (family !== undefined) return family;
  }
  return null;
}

function firstNamed(
  text: string,
  families: readonly EngineWords[],
  wordsOf: (words: EngineWords) => RegExp | null,
): string | null {
  let name: string | null = null;
  let first = Infinity;
  for (const words of families) {
    const pattern = wordsOf(words);
    const at = pattern === null ? -1 : text.search(pattern);
    if (at >= 0 && at < first) {
      first = at;
      name = words.family;
    }
  }
  return name;
}

/**
 * Errors for benches: of issues that name what cannot be reached, and of issues whose texts name nothing.
 */
import type { SeededRandom } from '../simulator/seeded-random.ts';
import type { SentryError, SimulatedException } from '../simulator/sentry-error.ts';

/** An issue as the generator knows it. */
export interface Source {
  readonly id: string;
  readonly service: string;
  readonly release: string;
  readonly exceptions: readonly SimulatedException[];
}

const nouns = ['voucher', 'ledger', 'manifest', 'tariff', 'basket', 'recipe', 'parcel', 'invoice', 'quote'];
const verbs = ['load', 'charge', 'render', 'merge', 'index', 'encode', 'print', 'rank', 'apply', 'expire'];

/** In words of its own that name nothing but the code that failed. */
export function ownError(random: SeededRandom, id: string): SimulatedException {
  const noun = nouns[random.int(nouns.length)] ?? '';
  const verb = verbs[random.int(verbs.length)] ?? '';
  // Letters alone: digits are what a signature leaves out.
  const name = `${verb}${noun}${id.replace(/\d/g, (digit) => 'abcdefghij'.charAt(Number(digit)))}`;
  return exception('ValueError', `could not ${verb} ${noun} in ${name}`, name);
}

/** A database that cannot be reached; the text names it. */
export function unreachable(random: SeededRandom, id: string): SimulatedException {
  const says = ['Connection refused', 'Connection timed out', 'Connection reset by peer'];
  const text = `Error connecting to ledger-db.internal:5432. ${says[random.int(says.length)] ?? ''}.`;
  return exception('OperationalError', text, `query${id}`);
}

function exception(type: string, value: string, name: string): SimulatedException {
  const own = { filename: `src/${name}.py`, function: name, module: `app.${name}`, lineno: 42, inApp: true };
  const lib = {
    filename: 'psycopg2/__init__.py',
    function: 'connect',
    module: 'psycopg2',
    lineno: 122,
    inApp: false,
  };
  return { type, value, module: null, frames: [own, lib] };
}

/** An issue with its words and its release, which all of its errors share. */
export function source(of: {
  random: SeededRandom;
  id: string;
  service: string;
  fails: typeof ownError;
}): Source {
  const { random, id, service } = of;
  return {
    id,
    service,
    release: `${service}@2.${id.length}.${random.int(3)}`,
    exceptions: [of.fails(random, id)],
  };
}

/** One error of an issue; `at` in UNIX ms. */
export function errorOf(one: Source, at: number, random: SeededRandom): SentryError {
  return {
    org: 'acme',
    project: { id: 4_500 + one.service.length, slug: one.service, platform: 'python' },
    service: one.service,
    issueId: one.id,
    shortId: `${one.service.toUpperCase()}-${one.id}`,
    eventId: random.hex(32),
    exceptions: one.exceptions,
    message: null,
    culprit: one.exceptions[0]?.frames[0]?.function ?? '',
    transaction: `/${one.service}/run`,
    level: 'error',
    environment: 'production',
    release: one.release,
    tags: [],
    user: { id: String(random.int(5_000)), email: 'someone@example.com' },
    traceId: random.hex(32),
    httpBreadcrumbs: [],
    requestUrl: null,
    at,
    isNew: false,
    firstSeen: at,
    count: 1,
    userCount: 1,
    rules: ['Any error'],
    errorCreated: false,
  };
}

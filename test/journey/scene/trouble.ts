import type { Fakes } from '../../../simulator/fakes/start.ts';
import type { SentryDelivery } from '../../../simulator/observed.ts';
import { createSeededRandom, seedOf } from '../../../simulator/seeded-random.ts';
import type { SentryError } from '../../../simulator/sentry-error.ts';
import type { Journey } from './journey.ts';

/** A Sentry issue of a test, which can throw as many events as it likes. */
export interface Trouble {
  readonly issueId: string;
  readonly service: string;
  /** The next event of the issue. */
  event(part?: Partial<SentryError>): SentryError;
  /** The newest event; the first one when there was none. */
  newest(): SentryError;
}

/** How a failure is worded. */
export interface Wording {
  readonly type: string;
  readonly message: string;
  readonly file: string;
}

/** A company's issues: ids follow from the seed. */
export function troubles(
  of: Pick<Journey, 'clock'>,
  seed: number,
): (service: string, wording: Wording) => Trouble {
  const chance = createSeededRandom(seedOf('troubles', seed));
  let made = 0;
  return (service, wording) => {
    made += 1;
    const issueId = String(7_100_000_000 + (seed % 10_000) * 100_000 + made * 11);
    const shortId = `${service.toUpperCase()}-${made + 40}`;
    let count = 0;
    let firstSeen = 0;
    let newest: SentryError | null = null;
    const event = (part: Partial<SentryError> = {}): SentryError => {
      const at = Math.round(of.clock.now());
      count += 1;
      if (count === 1) firstSeen = at;
      const facts = { at, firstSeen, count, issueId, shortId, eventId: chance.hex(32) };
      newest = { ...errorOf(service, wording), ...facts, isNew: count === 1, userCount: count, ...part };
      return newest;
    };
    return { issueId, service, event, newest: () => newest ?? event() };
  };
}

function errorOf(
  service: string,
  { type, message, file }: Wording,
): Omit<
  SentryError,
  'at' | 'firstSeen' | 'count' | 'issueId' | 'shortId' | 'eventId' | 'isNew' | 'userCount'
> {
  return {
    org: 'brindle',
    project: { id: 4_508_100_000 + service.length, slug: service, platform: 'node' },
    service,
    exceptions: [
      {
        type,
        value: message,
        module: null,
        frames: [{ filename: file, function: 'run', module: null, lineno: 17, inApp: true }],
      },
    ],
    message: null,
    culprit: `run(${file})`,
    transaction: `POST /${service}`,
    level: 'error',
    environment: 'production',
    release: `${service}@3.2.0`,
    tags: [['region', 'north']],
    user: null,
    traceId: null,
    httpBreadcrumbs: [],
    requestUrl: null,
    rules: ['High error rate'],
    errorCreated: false,
  };
}

/** Failures that have nothing to do with each other: not in words, not in place, not in cause. */
export const unrelated: readonly Wording[] = [
  { type: 'RangeError', message: 'Invoice total must not be negative', file: 'src/invoice/total.js' },
  { type: 'SyntaxError', message: 'Unexpected end of coupon code', file: 'src/coupon/parse.js' },
  {
    type: 'TypeError',
    message: "Cannot read properties of null (reading 'avatar')",
    file: 'src/profile/card.js',
  },
  { type: 'DecodeError', message: 'The picture has no colour profile', file: 'src/photo/resize.js' },
  {
    type: 'LedgerMismatch',
    message: 'Debits and credits differ after the nightly close',
    file: 'src/ledger/close.js',
  },
  {
    type: 'UnknownLocale',
    message: 'No plural rules are known for this language',
    file: 'src/text/plural.js',
  },
  { type: 'SeatTaken', message: 'Two bookings hold one and the same seat', file: 'src/seats/hold.js' },
  {
    type: 'ValidationError',
    message: 'The postal code does not fit its country',
    file: 'src/address/check.js',
  },
  { type: 'ReferenceError', message: 'discountTable is not defined', file: 'src/prices/discount.js' },
  { type: 'OverlapError', message: 'Vacation days overlap for one employee', file: 'src/leave/plan.js' },
];

/** What a service says whose cache is gone: the shared cause of the storms here. */
export function cacheIsGone(service: string): Wording {
  return {
    type: 'Error',
    message: 'connect ECONNREFUSED cache-9.brindle.internal:6379',
    file: `src/${service}/cache.js`,
  };
}

/** Sends all webhooks of one error. */
export async function throwIt(fakes: Fakes, error: SentryError): Promise<readonly SentryDelivery[]> {
  const sent: SentryDelivery[] = [];
  for (const webhook of fakes.sentry.webhooksFor(error)) sent.push(await fakes.sentry.send(webhook));
  return sent;
}

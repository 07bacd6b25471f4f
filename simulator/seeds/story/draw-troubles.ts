import type { SeededRandom } from '../../seeded-random.ts';
import type { ImaginedIssue, StoryEvent } from './story.ts';

const second = 1_000;

/** Failures that have nothing to do with each other, some of them in words that want to be more than words. */
const unrelated = [
  ['RangeError', 'Invoice total must not be negative', 'src/invoice/total.js'],
  ['SyntaxError', 'Unexpected end of coupon code <!channel>', 'src/coupon/parse.js'],
  ['TypeError', "Cannot read properties of null (reading 'avatar')", 'src/profile/card.js'],
  ['DecodeError', 'The picture <https://evil.example/x|has no colour profile>', 'src/photo/resize.js'],
  ['LedgerMismatch', 'Debits and credits differ after the nightly close', 'src/ledger/close.js'],
  ['UnknownLocale', 'No plural rules are known for this language <!here>', 'src/text/plural.js'],
  ['SeatTaken', 'Two bookings hold one and the same seat', 'src/seats/hold.js'],
  ['ValidationError', 'The postal code does not fit its country', 'src/address/check.js'],
] as const;

/**
 * What breaks in a service that an outage has struck and has nothing to do with it; half of it cannot reach something
 * either, and does not say what, so that a guess would take it for a part.
 */
const inTheMidst = [
  ...unrelated.slice(0, 4),
  ['Error', 'socket hang up', 'src/labels/print.js'],
  ['TimeoutError', 'The request timed out', 'src/rates/ask.js'],
  ['ConnectionError', 'Connection reset by peer', 'src/parcel/track.js'],
  ['Error', 'connect ECONNREFUSED', 'src/tax/look-up.js'],
] as const;

/** What each outage is about. */
const causes = [
  ['Error', 'connect ECONNREFUSED cache-9.brindle.internal:6379', 'redis'],
  [
    'OperationalError',
    'could not connect to server: Connection refused, is db-3.brindle.internal:5432 up',
    'db',
  ],
] as const;

/** Whose errors stories are about. */
export const services = [
  'basket',
  'checkout',
  'search',
  'pricing',
  'stock',
  'loyalty',
  'mail',
  'ledger',
] as const;

/** Draws what breaks: outages, fatal errors, quiet noise; puts its issues into the list. */
export function drawTroubles(
  random: SeededRandom,
  issues: ImaginedIssue[],
  calmAt: number,
): readonly StoryEvent[] {
  const events: StoryEvent[] = [];
  const add = (of: Omit<ImaginedIssue, 'number'>): number =>
    issues.push({ ...of, number: issues.length }) - 1;
  const error = (issue: number, at: number): void => {
    const lateMs = random.next() < 0.1 ? random.int(4 * second) : random.int(50);
    const copies = random.next() < 0.08 ? 2 : 1;
    events.push({ at, does: 'error', issue, lateMs, copies });
  };
  const draw = { random, add, error, events, calmAt };
  drawNoise(draw);
  const outages = random.next() < 0.75 ? (random.next() < 0.2 ? 2 : 1) : 0;
  for (let outage = 0; outage < outages; outage += 1) drawOutage(draw, outage);
  if (random.next() < 0.3) drawFatal(draw);
  // From then on it is calm: what was to fail later does not.
  return events.filter(({ at, does }) => at < calmAt || does === 'resolved');
}

interface Draw {
  readonly random: SeededRandom;
  readonly add: (of: Omit<ImaginedIssue, 'number'>) => number;
  readonly error: (issue: number, at: number) => void;
  readonly events: StoryEvent[];
  readonly calmAt: number;
}

function drawNoise({ random, add, error, events, calmAt }: Draw): void {
  for (let left = random.int(4); left > 0; left -= 1) {
    const [type, message, file] = unrelated[random.int(unrelated.length)] ?? unrelated[0];
    const service = services[random.int(services.length)] ?? 'basket';
    const environment = random.next() < 0.2 ? 'staging' : 'production';
    const issue = add({ service, type, message, file, level: 'error', environment, outage: null });
    const from = 6 * second + random.int(calmAt - 90 * second);
    for (let n = random.int(3); n >= 0; n -= 1) error(issue, from + n * (5 + random.int(40)) * second);
    if (random.next() < 0.2) {
      events.push({ at: from + 100 * second, does: 'resolved', issue });
      if (random.next() < 0.5) events.push({ at: from + 130 * second, does: 'regressed', issue });
    }
  }
}

/** At least four services fail of one cause within seconds, each in two issues, and go on for a while. */
function drawOutage({ random, add, error, calmAt }: Draw, outage: number): void {
  const [type, message, kind] = causes[outage] ?? causes[0];
  const from = 8 * second + outage * 70 * second + random.int(Math.max(1, calmAt - 200 * second));
  const struck = random.shuffle(services).slice(0, 4 + random.int(3));
  const lasts = (20 + random.int(80)) * second;
  for (const service of struck)
    for (const part of ['read', 'write']) {
      const file = `src/${service}/${kind}-${part}.js`;
      const of = { type, message, file, level: 'error', environment: 'production', outage } as const;
      const issue = add({ service, ...of });
      const first = from + random.int(8 * second);
      error(issue, first);
      for (let n = 1 + random.int(4); n > 0; n -= 1) error(issue, first + random.int(lasts));
    }
  // In the midst of it something breaks that has nothing to do with it, and nobody may take it for a part.
  if (random.next() < 0.3) {
    const [type, message, file] = inTheMidst[random.int(inTheMidst.length)] ?? unrelated[0];
    const service = struck[0] ?? 'basket';
    const issue = add({
      service,
      type,
      message,
      file,
      level: 'fatal',
      environment: 'production',
      outage: null,
    });
    for (let n = 0; n < 2; n += 1) error(issue, from + (10 + 12 * n) * second + random.int(8 * second));
  }
}

/** More new troubles at once than Slack takes messages, which have nothing to do with each other. */
export function drawFlood(
  random: SeededRandom,
  issues: ImaginedIssue[],
  calmAt: number,
): readonly StoryEvent[] {
  if (random.next() > 0.15) return [];
  const from = 8 * second + random.int(calmAt - 90 * second);
  return random.shuffle(services).map((service, n): StoryEvent => {
    const [type, message, file] = unrelated[n % unrelated.length] ?? unrelated[0];
    const number = issues.length;
    const of = { level: 'error', environment: 'production', outage: null, isOfFlood: true } as const;
    issues.push({ number, service, type, message, file, ...of });
    return {
      at: from + random.int(second),
      does: 'error',
      issue: number,
      lateMs: random.int(500),
      copies: 1,
    };
  });
}

function drawFatal({ random, add, error, calmAt }: Draw): void {
  const [type, message, file] = unrelated[random.int(unrelated.length)] ?? unrelated[0];
  const level = 'fatal';
  const environment = random.next() < 0.25 ? 'staging' : 'production';
  const issue = add({ service: 'ledger', type, message, file, level, environment, outage: null });
  const from = 8 * second + random.int(calmAt - 60 * second);
  for (let n = random.int(3); n >= 0; n -= 1) error(issue, from + n * random.int(30 * second));
}

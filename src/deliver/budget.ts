import type { BucketSpec, BucketState, Debit, StoredBucket } from '../domain/sending/budget.ts';

/** A full bucket at `now`. */
export function fullBucket(spec: BucketSpec, now: number): BucketState {
  return spec.kind === 'window'
    ? { kind: 'window', starts: [] }
    : { kind: 'tokens', tokens: spec.burst, at: now };
}

/**
 * A bucket out of which nothing can be taken before `until`, and then as much as ever. Of two sends that were limited
 * side by side the longer wait holds, whichever was told of it last.
 */
export function emptyUntil(until: number, spec: BucketSpec, before?: BucketState): BucketState {
  const longest = Math.max(until, before === undefined ? until : shutUntil(before));
  if (spec.kind === 'tokens') return { kind: 'tokens', tokens: 0, at: longest };
  return { kind: 'window', starts: [], closedUntil: longest };
}

function shutUntil(state: BucketState): number {
  return state.kind === 'tokens' ? state.at : closedUntil(state);
}

/**
 * The virtual ms from which a debit is allowed: `now` or earlier when it is allowed at once. `share` is the part
 * of a window's limit that this class of send may use, so that counters never starve what is urgent.
 */
export function allowedFrom(
  state: BucketState,
  { spec, share }: Pick<Debit, 'spec' | 'share'>,
  now: number,
): number {
  if (spec.kind === 'window') return Math.max(windowFrom(state, spec, share, now), closedUntil(state));
  const tokens = tokensAt(state, spec, now);
  return tokens >= 1 ? now : now + Math.ceil((1 - tokens) * (spec.perMs / spec.limit));
}

/** The bucket after one debit at `now`. */
export function debit(state: BucketState, spec: BucketSpec, now: number): BucketState {
  if (spec.kind === 'window') return { kind: 'window', starts: [...inWindow(state, spec.perMs, now), now] };
  return { kind: 'tokens', tokens: tokensAt(state, spec, now) - 1, at: now };
}

/** How much is left for urgent sends: whole sends. */
export function left(state: BucketState, spec: BucketSpec, now: number): number {
  if (spec.kind === 'window')
    return closedUntil(state) > now ? 0 : spec.limit - inWindow(state, spec.perMs, now).length;
  return Math.floor(tokensAt(state, spec, now));
}

/** The buckets of one credential, by id, as the planner spends them. */
export type Purse = Map<string, BucketState>;

/** No receiver is waited for any longer: a bucket whose times lie further ahead was written by a clock that ran ahead. */
const furthestAheadMs = 15 * 60_000;

/** The purse that a store's rows describe at `now`. What lies in the future counts as of now. */
export function purseOf(rows: readonly StoredBucket[], now: number): Purse {
  return new Map(rows.map((row) => [row.bucket, clamped(row.state, now)]));
}

function closedUntil(state: BucketState): number {
  return state.kind === 'window' ? (state.closedUntil ?? -Infinity) : -Infinity;
}

/** Starts cannot lie ahead; an empty bucket's refill may, for as long as a Retry-After. */
function clamped(state: BucketState, now: number): BucketState {
  if (state.kind === 'window') {
    const starts = state.starts.map((start) => Math.min(start, now));
    const until = closedUntil(state);
    const closed = until > now && until <= now + furthestAheadMs;
    return { kind: 'window', starts, ...(closed && { closedUntil: until }) };
  }
  return state.at > now + furthestAheadMs ? { ...state, at: now } : state;
}

/** From when all debits of a send are allowed together. */
export function allAllowedFrom(purse: Purse, debits: readonly Debit[], now: number): number {
  return debits.reduce(
    (from, one) => Math.max(from, allowedFrom(purse.get(one.bucket) ?? fullBucket(one.spec, now), one, now)),
    now,
  );
}

/** Spends all debits of a send; answers with the buckets as they are afterwards. */
export function spend(
  purse: Purse,
  credential: string,
  debits: readonly Debit[],
  now: number,
): readonly StoredBucket[] {
  return debits.map(({ bucket, spec }) => {
    const state = debit(purse.get(bucket) ?? fullBucket(spec, now), spec, now);
    purse.set(bucket, state);
    return { credential, bucket, state };
  });
}

function windowFrom(
  state: BucketState,
  spec: BucketSpec & { kind: 'window' },
  share: number,
  now: number,
): number {
  const starts = inWindow(state, spec.perMs, now);
  const allowed = Math.max(1, Math.floor(spec.limit * share));
  if (starts.length < allowed) return now;
  const blocking = starts[starts.length - allowed];
  return blocking === undefined ? now : blocking + spec.perMs;
}

function inWindow(state: BucketState, perMs: number, now: number): readonly number[] {
  return state.kind === 'window' ? state.starts.filter((start) => start > now - perMs) : [];
}

function tokensAt(state: BucketState, spec: BucketSpec & { kind: 'tokens' }, now: number): number {
  if (state.kind !== 'tokens') return spec.burst;
  return Math.min(spec.burst, state.tokens + Math.max(0, now - state.at) * (spec.limit / spec.perMs));
}

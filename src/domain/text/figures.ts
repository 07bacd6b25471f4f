const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** A number with thousands separators: 12,345. */
export function grouped(value: number): string {
  // Not toLocaleString: its first call loads locale data for tens of milliseconds, in the first second of an outage.
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 alert`, `2 alerts`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${grouped(value)} ${value === 1 ? one : many}`;
}

/**
 * Ms from one moment to another as clocks show them, to the second: what is told of a time agrees with the times that
 * stand beside it. Negative where the second is the earlier.
 */
export function between(from: number, to: number): number {
  return (Math.floor(to / second) - Math.floor(from / second)) * second;
}

/** A duration of `ms` in at most two units: `45 s`, `3 min 10 s`, `2 h 5 min`, `3 days`. */
export function duration(ms: number): string {
  const length = Math.max(0, ms);
  if (length < minute) return `${Math.floor(length / second)} s`;
  if (length < 10 * minute) return two(length, [minute, 'min'], [second, 's']);
  if (length < hour) return `${Math.floor(length / minute)} min`;
  if (length < 2 * day) return two(length, [hour, 'h'], [minute, 'min']);
  return `${grouped(Math.floor(length / day))} days`;
}

function two(ms: number, [big, bigName]: [number, string], [small, smallName]: [number, string]): string {
  const rest = Math.floor((ms % big) / small);
  return `${Math.floor(ms / big)} ${bigName}${rest === 0 ? '' : ` ${rest} ${smallName}`}`;
}

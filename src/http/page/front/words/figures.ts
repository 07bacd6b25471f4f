const number = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** 1204 → `1,204`; from a hundred thousand on `120k`. */
export function count(value: number): string {
  if (value >= 10_000_000) return `${number.format(value / 1_000_000)}M`;
  return value >= 100_000 ? `${number.format(value / 1_000)}k` : number.format(value);
}

/** Ms as `850 ms`, `12 s`, `4 min`, `3 h 20 min`, `5 d`. */
export function span(ms: number): string {
  if (ms < 1_000) return `${Math.max(0, Math.round(ms))} ms`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.round(hours / 24)} d`;
}

/** How long something lasted: what is known of a single moment only did not last 0 ms. */
export function lasted(ms: number): string {
  return ms < 1_000 ? 'a moment' : span(ms);
}

/** `1 service`, `2 services`. */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** The noun to a figure that stands apart: `event`, `events`. */
export function noun(value: number, one: string): string {
  return value === 1 ? one : `${one}s`;
}

/** `critical` → `Critical`. */
export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

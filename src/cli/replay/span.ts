import { UsageError } from '../complain.ts';

const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 24 * 3_600_000 };

/** Reads `30s`, `15m`, `24h` or `7d` as ms. @throws UsageError, which names the option, when it is none of them. */
export function spanOf(option: string, text: string): number {
  const [, count, unit = ''] = /^(\d{1,6})([smhd])$/.exec(text.trim()) ?? [];
  const ms = units[unit];
  if (count !== undefined && ms !== undefined) return Number(count) * ms;
  throw new UsageError(`${option}: "${text}" is no time. Write for example 30s, 15m, 24h or 7d.`);
}

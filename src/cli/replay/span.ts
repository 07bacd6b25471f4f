import { spanIn } from '../../domain/text/span.ts';
import { UsageError } from '../complain.ts';

/** Reads `30s`, `1h30m` or `7d` as ms. @throws UsageError, which names the option, when it is none of them. */
export function spanOf(option: string, text: string): number {
  const ms = spanIn(text);
  if (ms !== null) return ms;
  throw new UsageError(`${option}: "${text}" is no time. Write for example 30s, 1h30m, 24h or 7d.`);
}

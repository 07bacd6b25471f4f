import type { Alert, Fact } from '../../../domain/alert.ts';
import { factOf } from './evidence-facts.ts';
import { figureText, type Unit } from './figure.ts';

/** Where a metric's threshold is. */
export interface Bound {
  /** `above`, `at or below`, … */
  readonly side: string;
  /** `5 %` */
  readonly at: string;
}

/** What is told of where a metric stands. */
export type Measure = Pick<Alert, 'measured'> & { readonly facts: readonly Fact[] };

/**
 * Where a metric stands, as it follows the name of its rule (` at 31 % (threshold 5 %)`), and the same in facts. The figure
 * alone where no threshold is told, nothing where no figure is.
 * @param name Of the rule: people like to name it by its threshold, which is not said again then.
 * @param figure `31 %`, or in words how it changed: `events 50 % higher than at the same time one day ago`.
 */
export function measureOf(name: string, figure: Figure | null, bound: Bound | null): Measure {
  const facts = [
    factOf('Value', figure?.text),
    factOf('Threshold', bound === null ? null : `${bound.side} ${bound.at}`),
  ].filter((fact) => fact !== null);
  if (figure === null) return { measured: null, facts };
  const threshold = bound === null || isNamed(name, bound.at) ? '' : ` (threshold${sideWords(bound)})`;
  return { measured: `${figure.changed ? ': ' : ' at '}${figure.text}${threshold}`, facts };
}

/** Everybody takes a threshold for what is not to be exceeded. */
function sideWords({ side, at }: Bound): string {
  return side.endsWith('above') ? ` ${at}` : `: ${side} ${at}`;
}

/** Only with its unit: a bare number may be any. */
function isNamed(name: string, at: string): boolean {
  const [packed, bound] = [name, at].map((text) => text.toLowerCase().replaceAll(/\s/g, ''));
  if (packed === undefined || bound === undefined || !/\D$/.test(bound)) return false;
  const place = packed.indexOf(bound);
  return place >= 0 && !/[\d.,]/.test(packed.charAt(place - 1));
}

/** What was measured, in words. */
interface Figure {
  readonly text: string;
  /** It says how much more or less it is than it was before. */
  readonly changed: boolean;
}

/**
 * The figure in the text that Sentry makes of a metric: `31.00% failure rate in the last 5 minutes`, `1240.5
 * p95(transaction.duration) in the last hour`, `Events 50% higher in the last 10 minutes compared to the same time one day
 * ago` (getsentry/sentry, src/sentry/integrations/metric_alerts.py: `get_incident_status_text`). A number that is written in
 * another way stays as it is written. Null where none leads.
 */
export function figureIn(text: string, unit: Unit): Figure | null {
  const [line = ''] = text.replaceAll('\\n', '\n').trim().split('\n', 1);
  const changed = change.exec(line);
  if (changed !== null) {
    const [, what = '', by = '', direction = '', before] = changed;
    const whose = `${what.charAt(0).toLowerCase()}${what.slice(1)}`;
    const than = before === undefined ? '' : ` than at the ${before.trim()}`;
    return { text: `${whose} ${written(by, 'percent')} ${direction}${than}`, changed: true };
  }
  const told = leading.exec(line);
  if (told === null) return null;
  const [, value = '', own = ''] = told;
  if (own === '') return { text: written(value, unit), changed: false };
  return { text: own === '%' ? written(value, 'percent') : `${written(value, null)} ${own}`, changed: false };
}

const number = String.raw`[-+]?\d+(?:[\u0020\u00a0\u202f'’]\d{3}(?!\d))*(?:[.,]\d+)*(?:[eE][-+]?\d+)?`;
/** A number at the beginning, and the unit behind it, where there is one. */
const leading = new RegExp(
  String.raw`^(${number})(?:\s*(%|(?:ns|µs|us|ms|s|min|h|days?|[kKMGT]i?B|bytes?|B)(?![\w(]))|(?![\w.,]))`,
);
const change = new RegExp(
  String.raw`^(.{1,80}?) (${number})\s*% (higher|lower)\b(?:.* compared to the (.{1,60}))?`,
);

/** As Sentry's own code writes it, or as somebody else does. */
function written(text: string, unit: Unit): string {
  const value = /^[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(text) ? Number(text) : NaN;
  if (Number.isFinite(value)) return figureText(value, unit);
  return `${text}${units[unit ?? 'none']}`;
}

const units: Readonly<Record<NonNullable<Unit> | 'none', string>> = {
  percent: ' %',
  ratio: '',
  ms: ' ms',
  events: ' events',
  users: ' users',
  none: '',
};

import type { RunReport } from './run-report.ts';

/** How many runs passed, as a badge says it. */
export function badgeWords(reports: readonly Pick<RunReport, 'verdict'>[]): string {
  const passed = reports.filter(({ verdict }) => verdict === 'pass').length;
  return passed === reports.length
    ? `${passed} passed`
    : `${reports.length - passed} of ${reports.length} failed`;
}

/** A badge in one line of SVG that needs no service and no font but the reader's: `storms | 42 passed`. */
export function badge(reports: readonly Pick<RunReport, 'verdict'>[]): string {
  const words = badgeWords(reports);
  const good = reports.every(({ verdict }) => verdict === 'pass');
  const [left, right] = [widthOf('storms'), widthOf(words)];
  const label = (text: string, x: number, width: number): string =>
    `<text x="${x + width / 2}" y="14" textLength="${width - 12}">${text}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="20" role="img" aria-label="storms: ${words}">`,
    `<title>storms: ${words}</title>`,
    `<rect width="${left + right}" height="20" rx="3" fill="#374151"/>`,
    `<path d="M${left} 0h${right - 3}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3h-${right - 3}z" fill="${good ? '#15803d' : '#b91c1c'}"/>`,
    '<g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">',
    label('storms', 0, left),
    label(words, left, right),
    '</g></svg>\n',
  ].join('');
}

/** Room for the words in a font that is 6.6 wide on average, and 6 on both sides. */
function widthOf(words: string): number {
  return Math.round(words.length * 6.6) + 12;
}

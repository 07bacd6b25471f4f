import type { Alert } from '../../src/domain/alert.ts';
import { alert } from '../make.ts';
import { minute, type Story } from './story.ts';

const syllables = ['ba', 'du', 'ko', 'li', 'mo', 'nu', 'pa', 'ri', 'so', 'te'];

/** A word for a number below 1,000, which no other number has. */
function wordFor(n: number): string {
  return [n % 10, Math.floor(n / 10) % 10, Math.floor(n / 100)].map((digit) => syllables[digit]).join('');
}

/** An alert of an issue with this number: its words name no cause, and no other issue's are like them. */
export function wordless(n: number, service: string, change: Partial<Alert> = {}): Alert {
  const word = wordFor(n);
  const type = `${word[0]!.toUpperCase()}${word.slice(1)}Error`;
  return alert({
    issueKey: `sentry:acme/w${n}`,
    service,
    title: `${type}: ${word}`,
    type,
    message: word,
    exceptions: [{ type, value: word, module: null }],
    ...change,
  });
}

/** So many wordless issues, one a service of these in turn, that all speak `times` times, each time within 3 s. */
export function wave(
  story: Story,
  from: number,
  { first = 500, issues = 6, services, times = 3 }: Wave,
): void {
  for (let time = 0; time < times; time += 1)
    for (let n = 0; n < issues; n += 1) {
      const service = services[n % services.length]!;
      const eventId = `w${first + n}at${from}x${time}`;
      story.tell(from + time * 4_000 + n * 300, wordless(first + n, service, { eventId }));
    }
}

interface Wave {
  /** Number of the first issue. */
  readonly first?: number;
  readonly issues?: number;
  readonly services: readonly string[];
  readonly times?: number;
}

/** Two hours in which an issue breaks out every four minutes, and speaks once. */
export function twoQuietHours(story: Story): number {
  for (let n = 0; n < 30; n += 1) story.tell(n * 4 * minute, wordless(n, `elsewhere-${n % 7}`));
  return 121 * minute;
}

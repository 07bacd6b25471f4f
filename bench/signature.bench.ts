// Prints how many messages a second one core turns into templates, with all numbers fresh, and how that compares with
// a plain mask of numbers in the same run, which no machine changes much.
// Usage: node bench/signature.bench.ts [rounds, default 20]
import { readdirSync, readFileSync } from 'node:fs';
import { templateOf } from '../src/correlate/evidence/template/template.ts';

const rounds = Number(process.argv[2] ?? 20);
const messagesARound = 20_000;
const folder = new URL('../fixtures/messages/', import.meta.url);

const wordings = readdirSync(folder).flatMap((file) =>
  readFileSync(new URL(file, folder), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.slice(line.indexOf('\t') + 1)),
);

let seed = 1;
function freshDigit(): string {
  seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
  return String((seed >> 16) % 10);
}

/** Messages as they come off a wire: strings of their own, no number of which was ever seen. */
function freshMessages(): readonly string[] {
  return Array.from({ length: messagesARound }, (_, n) => {
    const wording = wordings[n % wordings.length] ?? '';
    return Buffer.from(wording.replaceAll(/\d/g, freshDigit)).toString();
  });
}

/** Microseconds of CPU a message; what others do on the machine counts little. */
function cpuOf(messages: readonly string[], groupOf: (message: string) => string): number {
  let written = 0;
  const from = process.threadCpuUsage();
  for (const message of messages) written += groupOf(message).length;
  const { user, system } = process.threadCpuUsage(from);
  if (written === 0) throw new Error('Nothing was written.');
  return (user + system) / messages.length;
}

const masks: number[] = [];
const templates: number[] = [];
for (let round = 0; round < rounds; round += 1) {
  const messages = freshMessages();
  masks.push(cpuOf(messages, (message) => message.replaceAll(/\d+/g, '#')));
  templates.push(cpuOf(messages, templateOf));
}

const best = (times: readonly number[]): number => Math.min(...times);
const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;
const perSecond = (microseconds: number): string =>
  Math.round(1e6 / microseconds)
    .toLocaleString('en')
    .padStart(11);

console.log(
  `messages a second on one core, all numbers fresh    best     median   (${rounds} rounds of ${messagesARound})`,
);
console.log(
  `mask of numbers                              ${perSecond(best(masks))}${perSecond(median(masks))}`,
);
console.log(
  `template                                     ${perSecond(best(templates))}${perSecond(median(templates))}`,
);
console.log(`a template costs as much as ${(best(templates) / best(masks)).toFixed(1)} masks`);

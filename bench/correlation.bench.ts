// Prints how well storms are recognised on labelled streams, and how fast an alert is read.
// Usage: node bench/correlation.bench.ts [seeds a row, default 8]
import { evidenceOf } from '../src/correlate/evidence.ts';
import { signatureOf } from '../src/correlate/signature.ts';
import { oneOutage, pureNoise, twoOutages, type Row } from '../test/correlate/streams/rows.ts';
import { streamOf } from '../test/correlate/streams/stream.ts';

const count = Number(process.argv[2] ?? 8);
const seeds = Array.from({ length: count }, (_, n) => n + 1);

const rows: readonly Row[] = [
  oneOutage('one over noise', seeds, {}),
  oneOutage('one over noise, half traced', seeds, { traced: 0.5 }),
  oneOutage('one over noise, throttled', seeds, { throttled: true }),
  twoOutages('two over noise', seeds, {}),
  twoOutages('two over noise, half traced', seeds, { traced: 0.5 }),
  pureNoise('noise, 2 a minute', seeds, 4, 2),
  pureNoise('noise, 10 a minute', seeds, 4, 10),
  pureNoise('noise, 40 a minute', seeds.slice(0, 3), 2, 40),
];

console.log('stream                        streams     V   worst  false/h  missed  extra pages');
for (const row of rows) console.log(lineOf(row));
console.log(`\nreading one alert (signature and evidence): ${microsecondsAnAlert().toFixed(1)} µs`);

function lineOf(row: Row): string {
  const noise = row.name.startsWith('noise');
  return [
    row.name.padEnd(29),
    String(row.streams).padStart(8),
    (noise ? '–' : row.v.toFixed(3)).padStart(6),
    (noise ? '–' : row.worst.toFixed(3)).padStart(7),
    row.falseStormsAnHour.toFixed(2).padStart(8),
    String(noise ? '–' : row.missed).padStart(7),
    String(noise ? '–' : row.extraPages).padStart(12),
  ].join(' ');
}

function microsecondsAnAlert(): number {
  const outages = [
    { family: 'redis', minute: 5 },
    { family: 'postgres pool', minute: 6 },
  ];
  const alerts = streamOf({ seed: 1, minutes: 12, noiseAMinute: 10, outages }).map(({ alert }) => alert);
  const passes = 10;
  let read = 0;
  for (let pass = 0; pass < passes; pass += 1) {
    const from = process.hrtime.bigint();
    for (const alert of alerts) if (signatureOf(alert) === '' || evidenceOf(alert).weak.length > 9) read += 1;
    // The first passes warm the compiler up.
    if (pass === passes - 1) return Number(process.hrtime.bigint() - from) / 1_000 / (alerts.length + read);
  }
  return 0;
}

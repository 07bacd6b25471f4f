import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const root = path.resolve(import.meta.dirname, '../..');
const nightly = z.object({
  jobs: z.object({
    storms: z.object({
      strategy: z.object({ matrix: z.object({ scenario: z.array(z.string()) }) }),
    }),
  }),
});

describe('the nightly workflow', () => {
  it('runs every storm', () => {
    const text = readFileSync(path.join(root, '.github/workflows/nightly.yml'), 'utf8');
    const storms = readdirSync(path.join(root, 'fixtures/storms'))
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => path.basename(name, '.yaml'));
    expect(nightly.parse(parse(text)).jobs.storms.strategy.matrix.scenario.toSorted()).toEqual(
      storms.toSorted(),
    );
  });
});

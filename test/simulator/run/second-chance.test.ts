import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { watchPace } from '../../../simulator/run/machine-pace.ts';
import { deservesSecondChance } from '../../../simulator/run/second-chance.ts';
import { CHECK_KINDS } from '../../../simulator/referee/referee.ts';

const held = { ok: true, paced: false } as const;
const late = { ok: false, paced: true } as const;
const lost = { ok: false, paced: false } as const;

describe('a run that failed', () => {
  it('is run again where it was only late, on a busy machine', () => {
    expect(deservesSecondChance({ judgements: [held, late], waited: 0.6 })).toBe(true);
  });

  it.each([
    ['it did not fail', { judgements: [held], waited: 0.9 }],
    ['something was lost besides', { judgements: [late, lost], waited: 0.9 }],
    ['the machine had time', { judgements: [late], waited: 0.1 }],
    ['nobody knows how busy the machine was', { judgements: [late], waited: null }],
  ])('stands as it is where %s', (_, run) => {
    expect(deservesSecondChance(run)).toBe(false);
  });

  it('has no excuse for what is lost, doubled or never comes', () => {
    const excused = CHECK_KINDS.filter((kind) => kind.paced).map(({ name }) => name);
    expect(excused.toSorted()).toEqual([
      'acts-shown',
      'answered',
      'counters-lag',
      'ended-once',
      'escalated-once',
      'first-message',
      'first-page',
      'first-showings',
      'no-repeated-trigger',
      'one-root-message',
      'press-lag',
      'services-named',
      'somebody-woken',
      'status-lag',
    ]);
  });
});

describe("the machine's pace", () => {
  async function told(text: string): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'pace-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await writeFile(join(folder, 'cpu'), text);
    return join(folder, 'cpu');
  }

  it('is the share of the time in which somebody waited', async () => {
    const from = await told('some avg10=0.00 avg60=0.00 avg300=0.00 total=1000\nfull avg10=0.00 total=0\n');
    const share = await watchPace(from);
    expect(await share()).toBe(0);
    await writeFile(from, 'some avg10=0.00 avg60=0.00 avg300=0.00 total=900001000\n');
    expect(await share()).toBe(1);
  });

  it('is unknown where the system does not tell', async () => {
    const share = await watchPace(await told('nonsense'));
    expect(await share()).toBeNull();
    expect(await (await watchPace('/nonexistent/pressure'))()).toBeNull();
  });
});

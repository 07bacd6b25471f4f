import { describe, expect, it } from 'vitest';
import { lines, stormrelay } from './scene/command.ts';
import { until } from './scene/journey.ts';
import { acknowledge, firstChild, pagedStorm } from './scene/paged-storm.ts';
import {
  expectBalance,
  expectNoMessageTwice,
  expectNoSecondPage,
  pages,
  rootsOf,
  shown,
} from './scene/seen.ts';
import { cacheIsGone, throwIt } from './scene/trouble.ts';

const seed = 917;

describe('a person regroups', () => {
  it('splits a child off its storm and merges it back, over a restart, and nobody is woken again', async () => {
    const storm = await pagedStorm(seed);
    const { of, make, issues, root } = storm;
    const children = (await of.api.incidents()).length;
    expect(children).toBe(1);
    const child = await until('the child', async () => {
      const view = (await of.api.incident(root.id)).view;
      return view.children === 3 ? firstChild(of, root.id) : null;
    });

    const why = 'it only shares a host';
    const split = await stormrelay(of, ['split', child, '--by', 'Ada', '--why', why]);
    expect(split).toMatchObject({ code: 0, stderr: '' });
    expect(lines(split.stdout)).toEqual([
      `${child}: split by Ada. No rule joins it to a storm again; merge does.`,
    ]);
    await until('its own message', () => shown(rootsOf(of, child)[0]) !== '');
    expect((await stormrelay(of, ['timeline', child])).stdout).toContain(`Split off by Ada: ${why}.`);

    // Neither its own next error nor one of its kind drags it back, also after a restart.
    await of.kill();
    await of.start();
    const service = (await of.api.incident(child)).view.services[0] ?? '';
    const own = issues.find((issue) => issue.service === service);
    if (own === undefined) throw new Error(`No trouble of ${service}.`);
    await throwIt(of.fakes, own.event());
    await throwIt(of.fakes, make('mail', cacheIsGone('mail')).event());
    await until('mail joins the storm', async () => (await of.api.incident(root.id)).view.children === 3);
    expect((await of.api.incident(child)).view.parent).toBeNull();

    const merge = await stormrelay(of, ['merge', child, '--into', root.id, '--by', 'Ada']);
    expect(merge).toMatchObject({ code: 0, stderr: '' });
    expect((await of.api.incident(child)).view.parent).toBe(root.id);
    expect((await stormrelay(of, ['timeline', root.id])).stdout).toMatch(
      /merged .*merged into this by Ada\. Ada had split it from inc-\d+/,
    );

    await acknowledge(storm);
    await of.rest();
    expect(pages(of)).toHaveLength(1);
    expectNoSecondPage(of);
    expectNoMessageTwice(of);
    await expectBalance(of);
  });

  it('is told why it cannot be, and how the commands are used', async () => {
    const { of, root } = await pagedStorm(seed + 1);
    const itself = await stormrelay(of, ['merge', root.id, '--into', root.id]);
    expect(itself.code).toBe(1);
    expect(itself.stderr).toMatch(/409 .*cannot be merged into itself\. Name two incidents\./);
    const nowhere = await stormrelay(of, ['split', 'inc-nowhere']);
    expect(nowhere.code).toBe(1);
    expect(nowhere.stderr).toMatch(/There is no incident with this id/);
    const bare = await stormrelay(of, ['merge', root.id]);
    expect(bare.code).toBe(2);
    expect(bare.stderr).toMatch(/--into/);
    for (const [command, words] of [
      ['split', /What was split stays split/],
      ['merge', /Nobody is woken by it/],
    ] as const) {
      const help = await stormrelay(of, [command, '--help']);
      expect(help.code).toBe(0);
      expect(help.stdout.replaceAll(/\s+/g, ' ')).toMatch(words);
    }
    const dissolved = await stormrelay(of, ['split', root.id]);
    expect(dissolved.code).toBe(0);
    await of.rest();
    expect((await of.api.incidents()).filter((one) => one.storm !== null)).toEqual([]);
    expect(pages(of)).toHaveLength(1);
    expect(pages(of)[0]?.status).toBe('triggered');
    expectNoSecondPage(of);
  });
});

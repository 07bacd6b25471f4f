import { expect, it } from 'vitest';
import { journey, until, type Journey } from './scene/journey.ts';
import { expectBalance, expectNoMessageTwice, ownRoots, pages, shown } from './scene/seen.ts';
import { throwIt, troubles, unrelated } from './scene/trouble.ts';

const seed = 4_117;
const speed = 60;

const rootOf = (of: Journey, title: RegExp) => ownRoots(of).find((root) => title.test(shown(root)));

it('a channel that takes nothing is paged, once, and that heals by itself', async () => {
  const of = await journey({ seed, speed });
  of.fakes.faults.add({
    target: { service: 'slack', method: 'chat.postMessage' },
    fault: { kind: 'error-code', error: 'is_archived' },
  });
  await of.start();
  await throwIt(of.fakes, troubles(of, seed)('ledger', unrelated[4]!).event({ level: 'warning' }));
  const page = await until('the page', () => pages(of).find(({ summary }) => /takes nothing/.test(summary)));
  expect(page.summary).toMatch(/^stormrelay: slack:\S+ takes nothing/);
  await of.kill();
  await of.start();
  await of.clock.sleep(180_000);
  expect(pages(of)).toHaveLength(1);
  of.fakes.faults.clear();
  for (const { id } of await of.api.lanes()) await of.api.post(`lanes/${encodeURIComponent(id)}/reset`);
  await until('it is over', () => pages(of)[0]?.status === 'resolved');
  await until('it is told', () => /takes nothing/.test(shown(rootOf(of, /takes nothing/))));
  await of.rest();
  expect(pages(of)).toHaveLength(1);
  expectNoMessageTwice(of);
  await expectBalance(of);
});

it('that nobody can be paged is told in Slack, makes no page of its own, and is over when PagerDuty is back', async () => {
  const of = await journey({ seed, speed });
  of.fakes.faults.add({ target: { service: 'pagerduty' }, fault: { kind: 'status', status: 503 } });
  await of.start();
  await throwIt(of.fakes, troubles(of, seed)('ledger', unrelated[4]!).event({ level: 'fatal' }));
  await until('it is told', () => rootOf(of, /Nobody can be paged/));
  of.fakes.faults.clear();
  await until('the page of the alert', () => pages(of).length === 1);
  await until('it is over', () => shown(rootOf(of, /Nobody can be paged/)).includes('✅'));
  await of.rest();
  expect(pages(of)).toHaveLength(1);
  await expectBalance(of);
});

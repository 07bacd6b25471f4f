import { describe, expect, it } from 'vitest';
import { journey, until } from '../scene/journey.ts';
import { replies, roots, rootsOf, shown } from '../scene/seen.ts';
import { silent } from '../scene/silent-faults.ts';
import { throwIt, troubles, unrelated } from '../scene/trouble.ts';

const seed = 31;
const speed = 20;

describe('a reply in a thread that Slack takes and', () => {
  for (const [name, fault] of silent) {
    it(`${name} is there once`, async () => {
      const of = await journey({ seed, speed });
      await of.start();
      const make = troubles(of, seed);
      await throwIt(of.fakes, make('invoices', unrelated[0]!).event());
      await until('the message', () => roots(of).length === 1);
      await of.rest();
      const incident = (await of.api.incidents())[0]!.id;
      const target = { service: 'slack' as const, method: 'chat.postMessage' };
      of.fakes.faults.add({ target, window: { count: 1 }, fault });
      await of.api.post(`incidents/${incident}/acknowledge`, { who: 'Robin' });
      await until('the reply', () => replies(of).length > 0);
      await of.rest();
      await of.api.post(`incidents/${incident}/resolve`, { who: 'Robin' });
      await until('the end of the story', () => shown(replies(of).at(-1)).includes('Closed by Robin'));
      await of.rest();
      const told = replies(of).map(shown);
      expect(told.filter((text) => text.includes('Acknowledged by Robin'))).toHaveLength(1);
      expect(told.filter((text) => text.includes('Closed by Robin'))).toHaveLength(1);
      expect(rootsOf(of, incident)).toHaveLength(1);
      expect(shown(roots(of)[0])).toMatch(/resolved/i);
    });
  }
});

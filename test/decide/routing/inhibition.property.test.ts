import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isRecognised, type Incident } from '../../../src/domain/incident.ts';
import type { InhibitRule } from '../../../src/domain/routing/inhibit-rule.ts';
import { isProblem, parseMatcher, type Matcher } from '../../../src/domain/routing/matcher.ts';
import { isSilenced, whyUntold } from '../../../src/domain/routing/silence.ts';
import { hasLivePage } from '../../../src/correlate/incident/apart.ts';
import { policy } from '../../make.ts';
import { minute, Story } from '../../correlate/story.ts';
import { balance, Books, shown, step, take } from './quiet-books.ts';

const read = (text: string): readonly Matcher[] =>
  [parseMatcher(text)].filter((one): one is Matcher => !isProblem(one));
const rule = (name: string, source: string, target: string, ...equal: readonly string[]): InhibitRule => ({
  name,
  source: read(source),
  target: read(target),
  equal,
});

/** Rules of all kinds, those among them that explain in circles. */
const rules: readonly InhibitRule[] = [
  rule('cart-down', 'service="cart"', 'service=~"login|search"'),
  rule('login-down', 'service="login"', 'service="cart"'),
  rule('same-region', 'level="fatal"', 'level="error"', 'tags.region'),
  rule('anything', 'service=~".*"', 'service=~".*"', 'environment'),
];

/** Whoever is quiet is so for somebody who is heard, and sleeps for somebody who has woken somebody. */
function heard(story: Story): void {
  for (const incident of story.incidents) {
    const { silenced, parent, status } = incident;
    if (silenced?.source === undefined || parent !== null || status === 'resolved') continue;
    if (!isSilenced(incident)) continue;
    const source = rootOf(story, silenced.source);
    expect(source.id, 'it does not stand for itself').not.toBe(incident.id);
    expect(source.status).not.toBe('resolved');
    expect(whyUntold(source), `${source.id} stands for ${incident.id} and is told`).toBeNull();
    expect(source.silenced?.source !== undefined && isSilenced(source), 'nobody stands for it').toBe(false);
    const slept = incident.unpaged?.reason.code === 'not-paged-inhibited' && incident.status === 'open';
    if (slept) expect(hasLivePage(source), `${source.id} woke somebody for ${incident.id}`).toBe(true);
  }
}

function rootOf(story: Story, id: string): Incident {
  const own = story.state.incidents.get(id);
  const root = own?.parent == null ? own : story.state.incidents.get(own.parent);
  if (root === undefined) throw new Error(`There is no ${id}.`);
  return root;
}

/** Of what met a rule by which somebody is woken, and goes on, somebody was. */
function woken(story: Story): void {
  for (const root of story.roots) {
    if (root.status !== 'open' || root.environmentClass !== 'production') continue;
    if (root.pageReason === null && !isRecognised(root)) continue;
    expect(
      { page: hasLivePage(root), why: hasLivePage(root) ? null : (root.unpaged?.reason.code ?? null) },
      `page of ${root.id}`,
    ).not.toEqual({ page: false, why: 'not-paged-inhibited' });
  }
}

it('inhibition loses no alert, silences nobody for somebody unheard, and lets go of all when what stands for it is over', () => {
  fc.assert(
    fc.property(
      fc.subarray([...rules], { minLength: 1 }),
      fc.array(step, { minLength: 3, maxLength: 25 }),
      (inhibitRules, steps) => {
        const [story, books] = [new Story({ ...policy, inhibitRules }), new Books()];
        let at = 0;
        for (const one of steps) {
          take(story, books, one, at);
          balance(story, books);
          heard(story);
          at += one.afterMs;
          story.tick(at);
          balance(story, books);
          heard(story);
        }
        // All that anything stood for is silent by then.
        for (const later of [11 * minute, 22 * minute, 13 * 60 * minute, 17 * 60 * minute])
          story.tick(at + later);
        balance(story, books);
        shown(story);
        woken(story);
      },
    ),
    { numRuns: 200 },
  );
});

import { describe, expect, it } from 'vitest';
import type { Decision } from '../../../../src/domain/decision.ts';
import { counted, disposed, setAside } from '../../../../src/domain/inbox/disposition.ts';
import { becameAnswer } from '../../../../src/integrations/slack/presses/became-answer.ts';
import { checkBlocks } from '../../../../simulator/fakes/slack/block-kit.ts';
import { now } from './a-press.ts';

const redis = { id: 'inc-7', title: 'redis <unreachable>', mutedUntil: null };
const name = 'redis &lt;unreachable&gt; (`inc-7`)';
const pressed = (action: 'acknowledge' | 'resolve' | 'page' | 'assign' | 'mute'): Decision => ({
  code: 'pressed',
  action,
  who: 'ada',
  user: 'U0ADA',
});

describe('what whoever pressed is told', () => {
  it.each<[Decision, string]>([
    [pressed('acknowledge'), '👀 *You are on it:*'],
    [pressed('resolve'), '✅ *Resolved:*'],
    [pressed('page'), '📟 *Whoever is on call is being paged for*'],
    [pressed('assign'), '🙋 *It is yours:*'],
    [{ code: 'handled-by-person', action: 'split', who: 'ada' }, '✂️ *On its own now:*'],
    [{ code: 'regrouped-by-person', who: 'ada', undone: null }, '🧩 *One trouble now:*'],
  ])('happened, by its name: $code', (decision, headline) => {
    const { text, blocks } = becameAnswer(counted('inc-7', decision), redis);
    expect(text.split('\n')[0]).toBe(`${headline} ${name}`);
    expect(checkBlocks([...(blocks ?? [])])).toEqual([]);
  });

  it('says who has it since when, and that whoever pressed stands beside', () => {
    const since = now - 60_000;
    const beside: Decision = { code: 'acknowledged-beside', who: 'ada', user: 'U0ADA', first: 'b<o', since };
    const { text, blocks } = becameAnswer(counted('inc-7', beside), redis);
    expect(text).toMatch(/^👀 \*You stand beside now, b&lt;o has it since <!date\^\d+\^.*>:\* redis/);
    expect(checkBlocks([...(blocks ?? [])])).toEqual([]);
  });

  it('says until when it is quiet', () => {
    const muted = { ...redis, mutedUntil: now + 3_600_000 };
    expect(becameAnswer(counted('inc-7', pressed('mute')), muted).text).toMatch(
      /^🔇 \*Quiet until .*:\* redis/,
    );
  });

  it.each<[Decision, string]>([
    [
      { code: 'acknowledged-already', incident: 'inc-7', who: 'bo' },
      'Incident inc-7 was acknowledged by bo already.',
    ],
    [{ code: 'incident-resolved-already', incident: 'inc-7' }, 'Incident inc-7 is resolved already.'],
    [
      { code: 'regroup-refused', why: { code: 'already-part', child: 'inc-9', root: 'inc-7' } },
      'inc-9 is part of inc-7 already.',
    ],
    [{ code: 'no-pager-to-page' }, 'No pager is configured, so nobody can be woken.'],
    [{ code: 'press-unknown', action: 'dance' }, 'Nothing is known to this relay that "dance" would do.'],
  ])('why nothing did: $code', (decision, why) => {
    expect(becameAnswer(setAside(decision), redis).text).toBe(`*Nothing was done:* ${name}\n${why}`);
  });

  it('does not repeat what an error of the relay says, and says so when it is far behind', () => {
    const dead = disposed('dead', { code: 'entry-not-applied', why: 'TypeError: secret' });
    expect(becameAnswer(dead, redis).text).toMatch(/^⚠️ \*It could not be done:\* redis(?!.*secret)/s);
    expect(becameAnswer(null, null).text).toMatch(/^⏳ \*It is kept, and not done yet\*\./);
  });
});

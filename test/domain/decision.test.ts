import { describe, expect, it } from 'vitest';
import { decision as shape } from '../../src/domain/decision.ts';
import { belonging, joiningRules } from '../../src/domain/decision/belonging.ts';
import { delivery } from '../../src/domain/decision/delivery.ts';
import { entries } from '../../src/domain/decision/entries.ts';
import { givingUp } from '../../src/domain/decision/giving-up.ts';
import { life } from '../../src/domain/decision/life.ts';
import { pager } from '../../src/domain/decision/pager.ts';
import { paging } from '../../src/domain/decision/paging.ts';
import { sentryTold } from '../../src/domain/decision/sentry-told.ts';
import { misfit } from '../../src/domain/decision/shape.ts';
import { storms } from '../../src/domain/decision/storms.ts';
import { endOf, sentenceOf } from '../../src/domain/decision/words.ts';
import { exampleDecisions, exampleOf } from './example-decisions.ts';

const subjects = [
  paging,
  joiningRules,
  belonging,
  life,
  storms,
  delivery,
  entries,
  givingUp,
  pager,
  sentryTold,
];
const codes = subjects.flatMap((subject) => Object.keys(subject));

/** Most begin with a capital; some with the name or the number of what they speak of, or with what a person did. */
const begun =
  /^(?:[A-Z1-9]|inc-|search joined|merged by|issue\.resolved of|(?:[a-z_]+(?:\.[a-z]+)?) was set aside:).*\.$|^split by Ada$/;

describe('the codes of decisions', () => {
  it('are kebab-case, and each means one thing', () => {
    expect(codes.length).toBeGreaterThan(80);
    expect(codes.filter((code) => !/^[a-z]+(?:-[a-z]+)*$/.test(code))).toEqual([]);
    expect([...new Set(codes)]).toEqual(codes);
    expect(new Set(exampleDecisions.map(({ code }) => code))).toEqual(new Set([...codes, 'told-before']));
  });

  it.each(exampleDecisions.map((one) => [one.code, one] as const))(
    '%s is a sentence for people',
    (_code, one) => {
      const sentence = sentenceOf(one);
      expect(sentence).toMatch(begun);
      expect(sentence).not.toMatch(/undefined|null|NaN|\[object|\.\.|: \.| {2}/);
      expect(endOf(one)).toBe(sentence.replace(/\.$/, ''));
    },
  );

  it('say different things', () => {
    const sentences = exampleDecisions.map((one) => sentenceOf(one));
    const twice = sentences.filter((one, at) => sentences.indexOf(one) !== at);
    expect(twice).toEqual([]);
  });
});

describe('a decision that was stored', () => {
  it.each(exampleDecisions.map((one) => [one.code, one] as const))(
    '%s is read as it was written',
    (_code, one) => {
      expect(shape(JSON.parse(JSON.stringify(one)))).toEqual(one);
    },
  );

  it('keeps what a newer version says under a code that nobody knows here', () => {
    expect(shape({ code: 'from-the-future', text: 'It rains.', n: 1 })).toEqual({
      code: 'told-before',
      text: 'It rains.',
    });
    const silent = shape({ code: 'from-the-future', n: 1 });
    expect(silent).toEqual({
      code: 'told-before',
      text: 'Another version of the relay decided it: from-the-future.',
    });
  });

  it('keeps it also within another decision, and where a code carries other fields by now', () => {
    const inside = shape({ code: 'paged', reason: { code: 'from-the-future', text: 'It rains.' } });
    expect(inside).toEqual({ code: 'paged', reason: { code: 'told-before', text: 'It rains.' }, whom: [] });
    expect(shape({ ...exampleOf['page-grew'], to: 'many', text: 'It grew.' })).toEqual({
      code: 'told-before',
      text: 'It grew.',
    });
  });

  it.each([[null], ['a sentence'], [7], [[]], [{}], [{ code: 7 }]])('is no %j', (value) => {
    expect(shape(value)).toBe(misfit);
  });
});

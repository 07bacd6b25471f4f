import { describe, expect, it } from 'vitest';
import { policyLike } from '../../src/ingest/policy-changes.ts';
import { defaultPolicy } from '../../src/domain/policy.ts';
import { policy } from '../make.ts';

describe('changes of the rules', () => {
  it('leave everything else as it is', () => {
    const changed = policyLike(policy, {
      paging: { eventsAMinute: 7, growth: { factor: 3 } },
      environments: { quiet: ['qa'] },
      runbooks: { checkout: 'https://wiki.example.com/checkout' },
    });
    expect(changed).toEqual({
      policy: {
        ...policy,
        paging: { ...policy.paging, eventsAMinute: 7, growth: { ...policy.paging.growth, factor: 3 } },
        environments: { production: [], quiet: ['qa'] },
        runbooks: { checkout: 'https://wiki.example.com/checkout' },
      },
    });
    expect(policyLike(policy, {})).toEqual({ policy });
  });

  it('say levels, people, rooms and shadows where nothing said any', () => {
    for (const changes of [{ severities: { warning: 'error' } }, { ownTrouble: 'us' }, { shadows: [] }])
      expect(policyLike(policy, changes)).toEqual({ policy: { ...policy, ...changes } });
    const rooms = { when: 'storms', prefix: 'inc-' };
    expect(policyLike(policy, { rooms })).toEqual({ policy: { ...policy, rooms } });
  });

  const said = (changes: unknown): readonly string[] => {
    const read = policyLike(policy, changes);
    return 'policy' in read ? [] : read.problems.map(({ path, message }) => `${path.join('.')}: ${message}`);
  };

  it.each([
    [{ pagin: {} }, 'pagin: There is no such rule. Did you mean paging?'],
    [
      { paging: { eventsAMinut: 7 } },
      'paging.eventsAMinut: There is no such rule. Did you mean paging.eventsAMinute?',
    ],
    [{ storm: { somethingElse: 1 } }, 'storm.somethingElse: There is no such rule.'],
    [{ paging: { eventsAMinute: 'many' } }, 'paging.eventsAMinute: Write a number, without quotes.'],
    [{ storm: { windowMs: '1m' } }, 'storm.windowMs: Write a number of milliseconds, for example 60000.'],
    [{ paging: { levels: 'fatal' } }, 'paging.levels: Write a list between [ and ].'],
    [{ paging: { levels: ['fatal', 1] } }, 'paging.levels.1: Write a text in quotes.'],
    [{ paging: null }, 'paging: Write rules below it, between { and }.'],
    [{ resolveInSentry: true }, 'resolveInSentry: Write "here" or "everywhere".'],
    [{ broadcast: ['pags'] }, 'broadcast.0: Write "pages", "acknowledgements" or "ends".'],
    [
      { causeRules: [{ name: 'a', matchers: [{ label: 'x' }], key: 'b' }] },
      'causeRules.0.matchers.0: Write a matcher, for example {"label": "service", "op": "=", "value": "checkout"}.',
    ],
    [['paging'], ': Write a JSON object, for example {"paging": {"eventsAMinute": 200}}.'],
  ])('that are none are refused: %j', (changes, problem) => {
    expect(said(changes)).toEqual([problem]);
  });

  it('that are of another form are refused in words of ours, wherever they stand', () => {
    const wrong = [null, true, 7, 'x', [null], { a: { b: 1 } }];
    const routing = { receivers: [{ name: 'a', pageWhen: [{ code: '?' }] }], route: { matchers: [{}] } };
    const parts = Object.keys({ ...defaultPolicy, routing, maintenance: [], inhibitRules: [], rooms: {} });
    for (const part of parts)
      for (const value of [...wrong, [wrong], ...(part === 'routing' ? [routing] : [])])
        for (const problem of said({ [part]: value }))
          expect(problem).toMatch(/: (There is no such rule\.|(Not there\. )?Write )/);
  });
});

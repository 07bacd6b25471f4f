import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { globsOf } from '../../../src/config/routing/matching/globs.ts';
import { neverHolds } from '../../../src/config/routing/matching/never-holds.ts';
import { neverTogether } from '../../../src/config/routing/matching/never-together.ts';
import { matcherFaults } from '../../../src/config/routing/matching/oddities.ts';
import { matches } from '../../../src/correlate/rules/matching.ts';
import { environmentClass } from '../../../src/domain/environment/environment.ts';
import { isProblem, parseMatcher, type Matcher } from '../../../src/domain/routing/matcher.ts';

const lists = { production: ['live'], quiet: ['stg'] };

/** A text, or a label with values as the file may have it. */
function read(said: string | Record<string, string[]>): Matcher {
  if (typeof said !== 'string')
    return { label: Object.keys(said).join(''), op: 'in', values: Object.values(said).flat() };
  const matcher = parseMatcher(said);
  if (isProblem(matcher)) throw new Error(matcher.advice);
  return matcher;
}

describe('a matcher that never holds says what to write', () => {
  it.each([
    [{ level: ['warn'] }, /^\{ level: warn \} never holds: level is one of .* Did you mean warning\?$/],
    ['level="warn"', /Did you mean warning\?$/],
    ['level=~"warn|crit"', /never holds/],
    ['level!="warn"', /always holds: .*Did you mean warning\?$/],
    [{ level: ['warn', 'error'] }, /^warn in \{ level: \[warn, error\] \} stands for nothing/],
    [{ level: ['!warning'] }, /Write 'level!="warning"'$/],
    [{ service: ['!pay*'] }, /Write 'service!~"pay\.\*"'$/],
    ['category="metrics"', /Did you mean metric\?$/],
    ['category="cron"', /Did you mean outage\?$/],
    ['new_in_release="yes"', /Did you mean true\?$/],
    [{ users: ['>=500'] }, /Write 'users>=500'$/],
    ['users<0', /users is 0 or more/],
    ['service="pay-*"', /Write \{ service: 'pay-\*' \}$/],
  ])('%j', (said, wanted) => {
    expect(neverHolds(read(said))).toMatch(wanted);
  });

  it.each([
    { level: ['warn*'] },
    'level="sample"',
    'category="db_query"',
    'category=~".*query"',
    'users="5"',
    'message="!"',
    'environment="banana"',
  ])('%j may hold', (said) => {
    expect(neverHolds(read(said))).toBeNull();
  });

  it('in the form in which a silence is added', () => {
    const told = (said: string): string =>
      matcherFaults([read(said)], null, 'text')
        .map(({ message }) => message)
        .join();
    expect(told('service="pay.v1-*"')).toMatch(/Write service=~"pay\\\.v1-\.\*"$/);
    expect(told('service="!web"')).toMatch(/Write service!="web"$/);
    expect(told('message="2 * 2"')).toBe('');
  });
});

describe('of matchers that never hold together some are named', () => {
  it.each([
    [['environment="production"', 'environment="staging"']],
    [['environment="production"', { environment: ['stg', 'staging'] }]],
    [['environment="production"', 'environment="non-production"']],
    [['environment="live"', 'environment!="production"']],
    [[{ service: ['pay*'] }, 'service="web"']],
    [[{ service: ['web*'] }, 'service="api"']],
    [['service!="x"', { service: ['web*'] }, { service: ['api*', 'db'] }]],
    [['service=~"pay.*"', { service: ['web*'] }]],
    [['service="web"', 'service!~"w.*"']],
    [['level="fatal"', 'level!="fatal"']],
    [['level!~"f.*|e.*"', 'level!~"w.*|i.*|d.*|s.*"']],
    [['storm="false"', 'cause=~".+"']],
    [['storm="true"', 'cause=""']],
    [['users>=500', 'users<100']],
    [['users>=500', 'users="5"']],
    [['tags.region="eu"', 'tags.region!~"e."']],
  ])('%j', (said) => {
    expect(neverTogether(said.map(read), lists)).not.toBeNull();
  });

  it.each([
    [['environment="production"', 'environment="live"']],
    [['environment="production"', { environment: ['prod*', 'eu-*'] }]],
    [['environment="production"', 'environment!~".*prod.*"']],
    [['environment="stg"', 'environment="non-production"']],
    [[{ service: ['pay*'] }, { service: ['*web'] }]],
    [['service=~"pay.+"', 'service=~"[a-z]+"']],
    [['tags.region="eu"', 'tags.region="us"']],
    [['rule="one"', 'rule="two"']],
    [['cause="redis unreachable"', 'cause=~"dependency:.*"']],
    [['storm="false"', 'cause!~"dependency:.*"']],
    [['storm="true"', 'cause=~".+"']],
    [['users>=100', 'users<101']],
  ])('%j may', (said) => {
    expect(neverTogether(said.map(read), lists)).toBeNull();
  });

  it('of environments nothing is said where the lists are not known', () => {
    expect(neverTogether(['environment="production"', 'environment="stg"'].map(read), null)).toBeNull();
    expect(neverTogether(['environment="a"', 'environment="b"'].map(read), null)).toHaveLength(2);
  });
});

it('whatever meets matchers is never said not to exist', () => {
  const text = fc.stringMatching(/^[ab]{0,3}$/);
  const glob = fc.stringMatching(/^[ab*]{1,4}$/);
  const label = fc.constantFrom('service', 'environment', 'tags.t', 'release');
  const matcher = fc.oneof(
    fc.record({ label, op: fc.constantFrom('=', '!=' as const), value: text }),
    fc.record({
      label,
      op: fc.constant('in' as const),
      values: fc.array(glob, { minLength: 1, maxLength: 2 }),
    }),
    fc.record({
      label,
      op: fc.constantFrom('=~', '!~' as const),
      pattern: fc.stringMatching(/^[ab]{1,2}(\.\*)?(\|[ab]{1,2})?$/),
    }),
    fc.constantFrom<Matcher>(
      { label: 'environment', op: '=', value: 'production' },
      { label: 'environment', op: '!=', value: 'non-production' },
    ),
  ) as fc.Arbitrary<Matcher>;
  const quiet = { production: [], quiet: ['a*'] };
  fc.assert(
    fc.property(
      fc.array(matcher, { minLength: 1, maxLength: 4 }),
      fc.record({ service: text, environment: text, release: text, tags: fc.array(text, { maxLength: 2 }) }),
      (matchers, { service, environment, release, tags }) => {
        const name = environment === '' ? null : environment;
        const labels = new Map<string, string[]>([
          ['service', [service]],
          ['environment', [...(name === null ? [] : [name]), environmentClass(name, quiet)]],
          ['release', release === '' ? [] : [release]],
          ['tags.t', tags.filter((one) => one !== '')],
        ]);
        if (!matchers.every((one) => matches(one, labels))) return;
        expect(neverTogether(matchers, quiet)).toBeNull();
      },
    ),
    { numRuns: 5_000 },
  );
});

it('a pattern of names is read as the texts that it matches', () => {
  expect(globsOf(read('service=~"(pay-.*|web\\.api)"'))).toEqual(['pay-*', 'web.api']);
  expect(globsOf(read('service=~"pay.+"'))).toBeNull();
});

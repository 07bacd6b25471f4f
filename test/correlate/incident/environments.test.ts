import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../src/domain/alert.ts';
import { alert } from '../../make.ts';
import { minute, Story } from '../story.ts';

const fatal = (environment: string | null, change: Partial<Alert> = {}): Alert =>
  alert({ level: 'fatal', severity: 'critical', environment, ...change });
const created = (change: Partial<Alert> = {}): Alert =>
  fatal(null, { resource: 'issue.created', frame: null, exceptions: [], ...change });
const resolved = alert({ status: 'resolved', resource: 'issue.resolved', environment: null });

describe('an environment belongs to its alerts', () => {
  it('staging seen two seconds earlier does not swallow production', () => {
    const story = new Story();
    story.tell(0, fatal('staging'));
    story.tell(2_000, fatal('production'));
    expect(story.incidents.map((one) => one.environmentClass)).toEqual(['non-production', 'production']);
    expect(story.pages()).toEqual(['inc-2:1:triggered']);
  });

  it('staging seen later does not turn production into staging', () => {
    const story = new Story();
    story.tell(0, fatal('production'));
    story.tell(2_000, fatal('staging'));
    story.tell(3_000, fatal('production', { eventId: 'p2' }));
    expect(story.pages()).toEqual(['inc-1:1:triggered']);
    expect(story.message('inc-1')).toMatchObject({ alerts: 2, where: { environments: ['production'] } });
    expect(story.message('inc-2')).toMatchObject({ alerts: 1, where: { environments: ['staging'] } });
  });

  it('a fatal in staging after production was resolved says staging and pages nobody', () => {
    const story = new Story();
    story.tell(0, fatal('production'));
    story.tell(minute, resolved);
    story.tell(20 * minute, fatal('staging'));
    expect(story.pages()).toEqual(['inc-1:1:resolved']);
    expect(story.message('inc-3')).toMatchObject({
      where: { environments: ['staging'] },
      notPaged: 'the environment staging never pages',
    });
  });

  it('the first environment that is named soon says what an unnamed incident was all along', () => {
    const story = new Story();
    story.tell(0, created());
    story.tell(900, fatal('staging'));
    expect(story.incidents).toHaveLength(1);
    expect(story.incidents[0]).toMatchObject({ environmentClass: 'non-production', alerts: 2 });
    story.tell(1_500, fatal('production'));
    expect(story.pages().filter((one) => one.endsWith('triggered'))).toEqual(['inc-3:1:triggered']);
  });

  it('an unnamed incident that stood for long stays production, whatever staging says later', () => {
    const story = new Story();
    story.tell(0, created());
    story.tell(10 * minute, fatal('staging'));
    expect(story.pages()).toEqual(['inc-1:1:triggered']);
    expect(story.incidents.map((one) => one.environmentClass)).toEqual(['production', 'non-production']);
  });

  it('an alert without an environment goes to what is open, production first', () => {
    const story = new Story();
    story.tell(0, fatal('staging'));
    expect(story.tell(500, created())).toMatchObject({ incident: 'inc-1' });
    story.tell(1_000, fatal('production'));
    expect(story.tell(1_500, alert({ environment: null, resource: 'error.created' }))).toMatchObject({
      incident: 'inc-3',
    });
  });

  it('a resolve in Sentry ends the issue in every environment', () => {
    const story = new Story();
    story.tell(0, fatal('production'));
    story.tell(1_000, fatal('staging'));
    story.tell(2_000, resolved);
    expect(story.incidents.map((one) => one.status)).toEqual(['resolved', 'resolved']);
  });

  it('seen in production is never forgotten, however many environments follow', () => {
    const story = new Story();
    story.tell(0, fatal('production'));
    for (let n = 0; n < 300; n += 1) story.tell(1_000 + n, fatal(`eu-${n}`, { eventId: `e${n}` }));
    expect(story.incidents).toHaveLength(1);
    expect(story.incidents[0]?.environments.slice(0, 2)).toEqual(['production', 'eu-0']);
    expect(story.incidents[0]?.environments).toHaveLength(200);
  });

  it("what production has known stays production's: a regression without an environment wakes, whatever staging says", () => {
    const story = new Story();
    story.tell(0, fatal('production'));
    story.tell(minute, resolved);
    story.tell(30 * minute, fatal(null, { resource: 'issue.unresolved', reopened: 'regressed' }));
    story.tell(30 * minute + 300, fatal('staging'));
    expect(story.pages().filter((one) => one.endsWith('triggered'))).toEqual(['inc-3:1:triggered']);
  });

  it.each([
    [fatal(null), fatal('staging')],
    [fatal('staging'), fatal(null)],
  ])(
    "an event without an environment is production's, whatever staging says before or after",
    (first, second) => {
      const story = new Story();
      story.tell(0, first);
      story.tell(2_000, second);
      expect(story.pages().filter((one) => one.endsWith('triggered'))).toHaveLength(1);
      expect(story.incidents).toHaveLength(2);
    },
  );

  it.each([
    ['long after', 40_000, {}],
    ['older than what was announced', 500, { ageMs: 40 * minute }],
  ])('a staging event %s does not name what `issue.created` announced', (_name, at, change) => {
    const story = new Story();
    story.tell(0, created());
    story.tell(at, fatal('staging', change));
    expect(story.pages()).toEqual(['inc-1:1:triggered']);
  });

  it('what was acknowledged is not renamed, and neither is an incident of several issues', () => {
    const story = new Story();
    story.tell(0, created());
    story.operator(500, 'acknowledge', 'inc-1');
    story.tell(1_000, fatal('staging'));
    expect(story.pages()).toEqual(['inc-1:1:acknowledged']);
    const two = new Story();
    const words = { title: 'same words', message: 'same words', type: 'E' };
    two.tell(0, created({ issueKey: 'sentry:acme/a', ...words }));
    two.tell(100, created({ issueKey: 'sentry:acme/b', ...words }));
    two.tell(900, fatal('staging', { issueKey: 'sentry:acme/b', ...words }));
    expect(two.pages()).toEqual(['inc-1:1:triggered']);
  });

  it('names the environment that keeps an incident quiet, also where its own alerts do not', () => {
    const story = new Story();
    story.tell(0, fatal('staging'));
    story.tell(minute, resolved);
    story.tell(2 * minute, fatal(null, { resource: 'issue.unresolved', reopened: 'escalating' }));
    expect(story.message('inc-3')).toMatchObject({ notPaged: 'the environment staging never pages' });
  });
});

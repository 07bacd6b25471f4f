import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../src/domain/alert.ts';
import type { Incident } from '../../../src/domain/incident.ts';
import { alert, redisAlert } from '../../make.ts';
import { minute, redisStorm, Story } from '../story.ts';

const stranger = (change: Partial<Alert> = {}): Alert =>
  alert({
    issueKey: 'sentry:acme/stranger',
    service: 'cart',
    title: 'LedgerError: the ledger is torn',
    message: 'the ledger is torn',
    type: 'LedgerError',
    exceptions: [{ type: 'LedgerError', value: 'the ledger is torn', module: null }],
    ...change,
  });

/** A stranger that becomes loud in a struck service, at 20 s: the storm's guest. */
function guestIn(story: Story): string {
  for (const n of [0, 1, 2]) story.tell(20_000 + n * 500, stranger({ eventId: `g${n}` }));
  return story.of('sentry:acme/stranger').id;
}

const resolve = (issueKey: string): Alert =>
  alert({ issueKey, status: 'resolved', resource: 'issue.resolved' });

describe("what meets a paging rule by itself is nobody's guest", () => {
  it('a fatal in a struck service, amid the storm, has its own page', () => {
    const story = new Story();
    redisStorm(story);
    story.tell(20_000, stranger({ level: 'fatal', severity: 'critical' }));
    expect(story.roots).toHaveLength(2);
    expect(story.pages().filter((one) => one.endsWith(':triggered'))).toHaveLength(2);
  });

  it('a guest that turns fatal leaves the storm and pages', () => {
    const story = new Story();
    redisStorm(story);
    const incident = guestIn(story);
    expect(story.state.incidents.get(incident)?.adoption).toMatchObject({ soft: true });
    story.tell(25_000, stranger({ level: 'fatal', severity: 'critical', eventId: 'f' }));
    expect(story.state.incidents.get(incident)).toMatchObject({ parent: null, adoption: null });
    expect(story.page(incident, 1)).toMatchObject({ state: 'triggered' });
  });

  it('a fatal that names the dead dependency belongs to the storm all the same', () => {
    const story = new Story();
    redisStorm(story);
    const value = 'connect ECONNREFUSED cache-main.internal:6379';
    const fatal = {
      level: 'fatal',
      message: value,
      exceptions: [{ type: 'RedisError', value, module: null }],
    };
    story.tell(20_000, stranger({ ...fatal }));
    expect(story.roots).toHaveLength(1);
  });

  it('a guest holds no storm open: firing after the firm members are over, it stands alone', () => {
    const story = new Story();
    redisStorm(story);
    const incident = guestIn(story);
    for (const service of ['cart', 'login', 'search'])
      for (const n of [1, 2]) story.tell(5 * minute, resolve(`sentry:acme/${service}-${n}`));
    expect(story.storm.status).toBe('resolved');
    const again = story.tell(6 * minute, stranger({ eventId: 'again' })) as { incident: string };
    expect(again.incident).not.toBe(incident);
    expect(story.state.incidents.get(again.incident)).toMatchObject({
      status: 'open',
      parent: null,
      previous: incident,
    });
    expect(story.told(again.incident)[0]).toBe(
      `It goes on after its storm ${story.storm.id} ended. Before: ${incident}.`,
    );
  });
});

describe('a guest that goes on being loud', () => {
  /** Cannot reach something, and its last calls went to what the storm is about: a guest, and no company. */
  const hearing = (eventId: string): Alert =>
    stranger({
      issueKey: 'sentry:acme/hearing',
      service: 'webshop',
      title: 'AxiosError: Request failed with status code 503',
      message: 'Request failed with status code 503',
      type: 'AxiosError',
      exceptions: [{ type: 'AxiosError', value: 'Request failed with status code 503', module: null }],
      calledHosts: ['cache-main'],
      eventId,
    });
  const keepFiring = (story: Story, from: number, to: number): void => {
    for (let at = from; at < to; at += 10_000)
      for (const service of ['cart', 'login', 'search'])
        story.tell(at, redisAlert(service, 1, { eventId: `${service}${at}` }));
  };
  const speak = (story: Story, body: (eventId: string) => Alert, at: number): void => {
    for (const n of [0, 1, 2]) story.tell(at + n * 500, body(`${at}${n}`));
  };

  it('leaves after two minutes, however much the storm fires', () => {
    const story = new Story();
    redisStorm(story);
    speak(story, hearing, 20_000);
    const own = (): Incident => story.of('sentry:acme/hearing');
    expect(own()).toMatchObject({ parent: 'inc-1', adoption: { soft: true } });
    keepFiring(story, 30_000, 2 * minute);
    speak(story, hearing, 2 * minute);
    expect(own().parent).toBe('inc-1');
    keepFiring(story, 2 * minute + 5_000, 2.5 * minute);
    speak(story, hearing, 2.5 * minute);
    expect(own()).toMatchObject({ parent: null, adoption: null });
    expect(story.told(own().id).at(-1)).toBe('No longer part of inc-1. It has been loud for two minutes.');
  });

  it('stays when it falls silent', () => {
    const story = new Story();
    redisStorm(story);
    speak(story, hearing, 20_000);
    story.tell(4 * minute, hearing('once'));
    expect(story.of('sentry:acme/hearing').parent).toBe('inc-1');
  });

  it('stays as company while the storm fires, and leaves when the storm is silent', () => {
    const story = new Story();
    redisStorm(story);
    const incident = guestIn(story);
    expect(story.state.incidents.get(incident)?.adoption).toMatchObject({ soft: true, company: true });
    keepFiring(story, 30_000, 4 * minute);
    speak(story, (eventId) => stranger({ eventId }), 4 * minute);
    expect(story.state.incidents.get(incident)?.parent).toBe('inc-1');
    speak(story, (eventId) => stranger({ eventId }), 6 * minute);
    expect(story.state.incidents.get(incident)?.parent).toBeNull();
    expect(story.told(incident).at(-1)).toContain('It goes on while its storm is silent.');
  });

  it('does not keep the storm awake', () => {
    const story = new Story();
    redisStorm(story);
    guestIn(story);
    const before = story.storm.lastAlertAt;
    speak(story, (eventId) => stranger({ eventId }), 60_000);
    expect(story.storm.lastAlertAt).toBe(before);
    story.tell(70_000, redisAlert('cart', 1, { eventId: 'awake' }));
    expect(story.storm.lastAlertAt).toBeGreaterThan(before);
  });

  it('is left alone where a person put it', () => {
    const story = new Story();
    redisStorm(story);
    story.tell(10 * minute, stranger({ service: 'ledger', eventId: 'a' }));
    const { id } = story.of('sentry:acme/stranger');
    story.merge(10 * minute + 1_000, id, 'inc-1');
    for (let at = 11 * minute; at < 15 * minute; at += minute)
      speak(story, (eventId) => stranger({ service: 'ledger', eventId }), at);
    expect(story.state.incidents.get(id)).toMatchObject({ parent: 'inc-1', adoption: { by: 'Ada' } });
  });
});

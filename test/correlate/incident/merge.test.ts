import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../src/domain/alert.ts';
import { alert, redisAlert, start } from '../../make.ts';
import { minute, redisStorm, Story } from '../story.ts';

const fatal = { level: 'fatal', severity: 'critical' } as const;
const ledger = (change: Partial<Alert> = {}): Alert => own('ledger', change);
const parcel = (change: Partial<Alert> = {}): Alert => own('parcel', change);

function own(word: string, change: Partial<Alert>): Alert {
  return alert({
    issueKey: `sentry:acme/${word}`,
    service: word,
    title: `${word}Error: the ${word} is torn`,
    type: `${word}Error`,
    message: `the ${word} is torn`,
    exceptions: [{ type: `${word}Error`, value: `the ${word} is torn`, module: null }],
    ...change,
  });
}

const triggered = (story: Story): readonly string[] =>
  story.pages().filter((page) => page.endsWith(':triggered'));
const atPager = (story: Story, incident: string): string | undefined => story.page(incident, 1)?.state;

describe('an incident that a person merges into another', () => {
  it('is a firm child of its root, which says who merged them and wakes nobody', () => {
    const story = new Story();
    story.tell(0, ledger());
    story.tell(1_000, parcel());
    expect(story.merge(5_000, 'inc-2', 'inc-1', 'one disk')).toMatchObject({
      kind: 'counted',
      incident: 'inc-1',
    });
    expect(story.of('sentry:acme/parcel')).toMatchObject({
      parent: 'inc-1',
      adoption: { soft: false, by: 'Ada', rule: 'merged-by-person', about: 'Ada' },
    });
    expect(story.storm).toMatchObject({ id: 'inc-1', storm: { cause: { kind: 'merged' } } });
    expect(story.storm.storm?.cause.title).toContain('merged by Ada');
    expect(story.message('inc-2')).toMatchObject({ state: 'part-of' });
    expect(story.message('inc-1')).toMatchObject({ alerts: 2, severity: 'error' });
    expect(story.told('inc-1').at(-1)).toBe('inc-2 (parcel) joined: merged into this by Ada: one disk.');
    for (let n = 0; n < 5; n += 1) story.tell(6_000 + n, parcel({ eventId: `e${n}` }));
    expect(story.pages()).toEqual([]);
  });

  it('pages once for both as soon as one of them meets a rule', () => {
    const story = new Story();
    story.tell(0, ledger());
    story.tell(1_000, parcel());
    story.merge(5_000, 'inc-2', 'inc-1');
    story.tell(6_000, parcel({ ...fatal, eventId: 'f' }));
    expect(triggered(story)).toEqual(['inc-1:1:triggered']);
  });

  it('resolves its page only after that of the root', () => {
    const story = new Story();
    story.tell(0, ledger(fatal));
    story.tell(1_000, parcel(fatal));
    story.merge(5_000, 'inc-2', 'inc-1');
    expect(story.page('inc-2', 1)).toMatchObject({ state: 'resolved', after: 'inc-1' });
    expect(atPager(story, 'inc-1')).toBe('triggered');
    story.tell(6_000, parcel({ ...fatal, eventId: 'again' }));
    expect(triggered(story)).toEqual(['inc-1:1:triggered']);
  });

  it('keeps its page for both where the root has none, so that nobody is woken a second time', () => {
    const story = new Story();
    story.tell(0, ledger());
    story.tell(1_000, parcel(fatal));
    story.merge(5_000, 'inc-2', 'inc-1');
    story.tell(6_000, parcel({ ...fatal, eventId: 'again' }));
    story.tell(7_000, ledger({ ...fatal, eventId: 'too' }));
    expect(story.pages()).toEqual(['inc-2:1:triggered']);
    expect(story.message('inc-1')).toMatchObject({ page: { reason: 'Its level is fatal.', generation: 1 } });
    story.operator(8_000, 'acknowledge', 'inc-1');
    expect(story.pages()).toEqual(['inc-2:1:acknowledged']);
    story.operator(9_000, 'resolve', 'inc-1');
    expect(story.page('inc-2', 1)).toMatchObject({ state: 'resolved', after: null });
  });

  it('rings on no longer where whoever has the root has it by then, and the root shows that page', () => {
    for (const paged of [true, false]) {
      const story = new Story();
      story.tell(0, ledger(paged ? fatal : {}));
      story.operator(500, 'acknowledge', 'inc-1');
      story.tell(1_000, parcel(fatal));
      const { id } = story.of('sentry:acme/parcel');
      story.merge(5_000, id, 'inc-1');
      expect(story.page(id, 1)).toMatchObject(
        paged ? { state: 'resolved', after: 'inc-1' } : { state: 'acknowledged', takenAt: start + 500 },
      );
      expect(story.liveMessage('inc-1')).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'Ada' });
      expect(story.liveMessage('inc-1').page).not.toBeNull();
    }
  });

  it('and ends once the page of many incidents is accepted, where its root shares that', () => {
    const story = new Story();
    story.tell(0, parcel(fatal));
    for (const n of ['a', 'b', 'c', 'd', 'e']) story.tell(10, own(n, fatal));
    const root = story.of('sentry:acme/e');
    const collector = root.page?.joined;
    expect(collector).toBeTruthy();
    story.merge(5_000, 'inc-1', root.id);
    expect(story.page('inc-1', 1)).toMatchObject({ state: 'resolved', after: collector });
  });

  it('is refused where the other was merged into it first, whichever of both is asked for then', () => {
    const story = new Story();
    story.tell(0, ledger(fatal));
    story.tell(1_000, parcel(fatal));
    story.merge(5_000, 'inc-2', 'inc-1');
    const again = story.merge(5_001, 'inc-1', 'inc-2');
    expect(again).toMatchObject({
      kind: 'set-aside',
      decision: { code: 'regroup-refused', why: { code: 'holds-it' } },
    });
    expect(story.of('sentry:acme/ledger').parent).toBeNull();
    expect(story.of('sentry:acme/parcel').parent).toBe('inc-1');
    expect([atPager(story, 'inc-1'), atPager(story, 'inc-2')]).toEqual(['triggered', 'resolved']);
  });

  it('brings its children along, its guests as guests', () => {
    const story = new Story();
    redisStorm(story);
    const guest = own('cart', { service: 'cart', issueKey: 'sentry:acme/guest' });
    for (let n = 0; n < 3; n += 1) story.tell(9_000 + n, { ...guest, eventId: `g${n}` });
    const before = story.incidents.filter((one) => one.parent === 'inc-1');
    story.tell(20_000, ledger());
    const root = story.of('sentry:acme/ledger').id;
    story.merge(21_000, 'inc-1', root);
    expect(story.of('sentry:acme/cart-1')).toMatchObject({ parent: root, storm: null });
    for (const { id, adoption } of before)
      expect(story.state.incidents.get(id)).toMatchObject({
        parent: root,
        adoption: adoption?.soft === true ? { soft: true } : { soft: false, by: 'Ada' },
      });
    expect(story.roots).toHaveLength(1);
  });

  it('is what the rules leave alone, while its storm takes up what follows', () => {
    const story = new Story();
    story.tell(0, ledger());
    story.tell(1_000, redisAlert('mail', 1));
    story.merge(5_000, 'inc-2', 'inc-1');
    redisStorm(story, 10_000);
    expect(story.of('sentry:acme/mail-1')).toMatchObject({ parent: 'inc-1', adoption: { by: 'Ada' } });
    expect(story.of('sentry:acme/ledger')).toMatchObject({ id: 'inc-1', parent: null });
    expect(story.of('sentry:acme/cart-1').parent).toBe('inc-1');
    story.tell(20_000, redisAlert('mail', 1, { ...fatal, eventId: 'f' }));
    expect(story.of('sentry:acme/mail-1').parent).toBe('inc-1');
    expect(triggered(story)).toEqual(['inc-1:1:triggered']);
  });

  it('tells whoever acknowledged the root nothing that they do not know', () => {
    const story = new Story();
    story.tell(0, ledger(fatal));
    story.operator(1_000, 'acknowledge', 'inc-1');
    for (const [n, word] of ['parcel', 'label', 'stamp'].entries())
      story.tell(2_000 + n, own(word, { project: word }));
    for (const [n, id] of ['inc-3', 'inc-4', 'inc-5'].entries()) story.merge(3_000 + n, id, 'inc-1');
    story.tell(10 * minute, parcel({ ...fatal, eventId: 'late' }));
    story.tick(40 * minute);
    expect(story.pages()).toEqual(['inc-1:1:acknowledged']);
  });

  it('may undo a split, and says so', () => {
    const story = new Story();
    redisStorm(story);
    const child = story.of('sentry:acme/search-1').id;
    story.split(20_000, child);
    expect(story.merge(21_000, child, 'inc-1')).toMatchObject({
      kind: 'counted',
      reason: expect.stringContaining('Ada had split it from inc-1; that no longer holds.') as unknown,
    });
    expect(story.of('sentry:acme/search-1')).toMatchObject({
      parent: 'inc-1',
      apart: null,
      adoption: { by: 'Ada' },
    });
  });

  it('makes a guest a member', () => {
    const story = new Story();
    redisStorm(story);
    const guest = own('cart', { service: 'cart', issueKey: 'sentry:acme/guest' });
    for (let n = 0; n < 3; n += 1) story.tell(9_000 + n, { ...guest, eventId: `g${n}` });
    const { id, adoption } = story.of('sentry:acme/guest');
    expect(adoption).toMatchObject({ soft: true });
    expect(story.merge(10_000, id, 'inc-1')).toMatchObject({ kind: 'counted' });
    expect(story.of('sentry:acme/guest').adoption).toMatchObject({ soft: false, by: 'Ada' });
  });

  it('can be split again, and pages no second time for that', () => {
    const story = new Story();
    story.tell(0, ledger());
    story.tell(1_000, parcel(fatal));
    story.merge(5_000, 'inc-2', 'inc-1');
    story.split(6_000, 'inc-2');
    expect(story.pages()).toEqual(['inc-2:1:triggered']);
    expect(story.of('sentry:acme/ledger').storm).toBeNull();
    story.tell(7_000, ledger({ ...fatal, eventId: 'f' }));
    expect(triggered(story)).toEqual(['inc-2:1:triggered', 'inc-1:1:triggered']);
  });
});

describe('what cannot be merged', () => {
  it.each([
    ['itself', 'inc-1', 'inc-1', /into itself/],
    ['what is part of it already', 'inc-2', 'inc-1', /part of inc-1 already/],
    ['a root into its own child', 'inc-1', 'inc-2', /split inc-1 first/],
    ['another environment class', 'inc-7', 'inc-1', /who is woken differs/],
    ['into what is over', 'inc-1', 'inc-8', /inc-8 is over/],
    ['what is over', 'inc-8', 'inc-1', /inc-8 is over/],
    ['into what is not there', 'inc-1', 'inc-99', /no incident inc-99/],
  ])('%s', (_, from, into, reason) => {
    const story = new Story();
    redisStorm(story);
    story.tell(10_000, ledger({ environment: 'staging' }));
    story.tell(11_000, parcel());
    story.operator(12_000, 'resolve', 'inc-8');
    // Whatever is due has happened by then.
    story.tick(20_000);
    const before = JSON.stringify(story.incidents);
    expect(story.merge(20_000, from, into)).toMatchObject({
      kind: 'set-aside',
      reason: expect.stringMatching(reason) as unknown,
    });
    expect(JSON.stringify(story.incidents)).toBe(before);
  });
});

import { describe, expect, it } from 'vitest';
import type { PagerAct, PagerAgent, PagerWord } from '../../src/domain/inbox/pager-word.ts';
import type { Disposition } from '../../src/domain/inbox/disposition.ts';
import { applyRun } from '../../src/pipeline/apply-inbox.ts';
import { policy, readAlert, redisAlert, start, entry, alert } from '../make.ts';
import { minute, redisStorm, Story } from './story.ts';

const ann: PagerAgent = { kind: 'person', name: 'Ann' };
const ben: PagerAgent = { kind: 'person', name: 'Ben' };
const relay: PagerAgent = { kind: 'integration' };
const alone: PagerAgent = { kind: 'pager' };

/** A word of the pager on page `generation` of an incident; only its beginning carries the key. */
function word(
  kind: 'triggered' | 'acknowledged' | 'unacknowledged' | 'resolved' | 'reopened' | 'reassigned',
  atMs: number,
  by: PagerAgent,
  more: Partial<PagerWord> = {},
): PagerWord {
  const act: PagerAct = { kind };
  return { pagerIncident: 'Q1', key: null, at: start + atMs, by, act, assigned: null, ...more };
}

const opened = (incident: string, atMs: number, more: Partial<PagerWord> = {}, generation = 1): PagerWord =>
  word('triggered', atMs, relay, {
    key: { install: 'i1', incident, generation },
    assigned: ['Ann'],
    ...more,
  });

let seq = 10_000;

function told(story: Story, atMs: number, said: PagerWord): Disposition {
  seq += 1;
  const one = entry(seq, start + atMs, '{}', { source: 'pagerduty', kind: 'webhook-v3' });
  const batch = applyRun(story.state, [one], (read) =>
    read.source === 'pagerduty' ? { kind: 'pager', word: said } : readAlert(read),
  );
  for (const row of batch.wanted) story.wanted.set(row.id, row);
  return batch.dispositions[0]!.disposition;
}

function paged(): { story: Story; id: string } {
  const story = new Story();
  story.tell(0, alert({ level: 'fatal' }));
  return { story, id: story.of('sentry:acme/1').id };
}

const codeOf = ({ decision }: Disposition): string => decision.code;
const incidentOf = (story: Story, id: string) => story.state.incidents.get(id)!;

/** Who has acknowledged an incident, the first in front, each with the ms since the start. */
function takenBy(story: Story, id: string): string[] {
  const { acknowledgedBy: by, acknowledgedAt: at, alsoAcknowledged = [] } = incidentOf(story, id);
  return [{ by, at: at ?? 0 }, ...alsoAcknowledged].map((one) => `${one.by} ${one.at - start}`);
}

describe('what somebody does at the pager', () => {
  it('and is told of late, has the time at which it was done, also under an end that came first', () => {
    const { story, id } = paged();
    told(story, 2_000, opened(id, 1_000));
    told(story, 60_000, word('acknowledged', 59_000, ann));
    story.operator(5 * minute, 'resolve', id);
    told(story, 6 * minute, word('unacknowledged', 90_000, ann));
    told(story, 7 * minute, word('unacknowledged', 7 * minute - 2_000, ann));
    const rows = [...story.wanted.values()].map(({ projection }) => projection);
    const thread = rows.find((row) => row.surface === 'thread' && row.incident === id);
    const items = thread?.surface === 'thread' ? thread.items : [];
    const times = items.slice(-2).map(({ text, at }) => [text, at - start]);
    expect(times).toEqual([
      ['Before that, Ann had taken the acknowledgement back in PagerDuty.', 90_000],
      ['Ann took the acknowledgement back in PagerDuty.', 7 * minute],
    ]);
  });

  it("is done to the incident, with their name, and the message shows it in the pager's terms", () => {
    const { story, id } = paged();
    told(story, 2_000, opened(id, 1_000));
    expect(told(story, 4_000, word('acknowledged', 3_000, ann))).toMatchObject({
      kind: 'counted',
      incident: id,
    });
    const { status, acknowledgedBy } = incidentOf(story, id);
    expect([status, acknowledgedBy]).toEqual(['acknowledged', 'Ann']);
    expect(story.liveMessage(id).page?.pager).toEqual({
      rangAt: start + 1_000,
      rangFor: { to: ['Ann'], at: start + 1_000 },
      acknowledged: { by: 'Ann', at: start + 3_000 },
      turned: null,
      assigned: { to: ['Ann'], at: start + 1_000 },
    });
    told(story, 6_000, word('resolved', 5_000, ben));
    expect(incidentOf(story, id).resolution).toMatchObject({ by: 'human', who: 'Ben' });
    // What still arrives within ten minutes is folded in, as after any person's resolve.
    story.tell(minute, alert({ level: 'fatal', eventId: 'late' }));
    expect(story.of('sentry:acme/1')).toMatchObject({ id, stillArriving: 1 });
  });

  it('ends the wait for stragglers when they reopen what was resolved there', () => {
    const { story, id } = paged();
    told(story, 2_000, opened(id, 1_000));
    told(story, 6_000, word('resolved', 5_000, ben));
    told(story, 12_000, word('reopened', 11_000, ben));
    story.tell(minute, alert({ level: 'fatal', eventId: 'back' }));
    expect(story.of('sentry:acme/1').id).not.toBe(id);
    expect(story.pages()).toContain(`${story.of('sentry:acme/1').id}:1:triggered`);
  });

  it('leaves the same in whatever order it is told, and however often', () => {
    const words = (id: string): PagerWord[] => [
      opened(id, 1_000),
      word('acknowledged', 2_000, ann),
      word('unacknowledged', 3_000, alone),
      word('acknowledged', 4_000, ben, { assigned: ['Ann', 'Ben'] }),
      word('resolved', 5_000, ben, { assigned: [] }),
      word('reopened', 6_000, ann),
    ];
    const left = permutations([0, 1, 2, 3, 4, 5]).map((order) => {
      const { story, id } = paged();
      const all = words(id);
      for (const [n, which] of [...order, ...order.toReversed()].entries())
        told(story, 7_000 + n, all[which]!);
      const { status, resolution, atPager } = incidentOf(story, id);
      return JSON.stringify({ status, who: resolution?.who, atPager, taken: takenBy(story, id) });
    });
    expect(left).toHaveLength(720);
    expect(new Set(left)).toEqual(new Set([left[0]]));
    expect(left[0]).toContain('"resolved","who":"Ben"');
    expect(left[0]).toContain('"taken":["Ben 4000"]');
  });

  it('first has it in hand, whoever is told of first, also beside Slack; others are told once', () => {
    const { story, id } = paged();
    told(story, 2_000, opened(id, 1_000));
    story.operator(20_000, 'acknowledge', id);
    told(story, 22_000, word('acknowledged', 21_000, ben));
    told(story, 23_000, word('acknowledged', 21_000, ben));
    expect(takenBy(story, id)).toEqual(['Ada 20000', 'Ben 21000']);
    told(story, 24_000, word('acknowledged', 10_000, ann));
    expect(takenBy(story, id)).toEqual(['Ann 10000', 'Ada 20000', 'Ben 21000']);
    expect(story.told(id, ({ kind }) => kind.endsWith('acknowledged'))).toEqual([
      'Acknowledged by Ada.',
      'Also acknowledged by Ben.',
      'Also acknowledged by Ann.',
    ]);
  });

  it('is nothing new where the relay did it itself, and no resolve where the pager alone ended it', () => {
    const { story, id } = paged();
    told(story, 2_000, opened(id, 1_000));
    expect(codeOf(told(story, 3_000, word('acknowledged', 2_500, relay)))).toBe('pager-echo');
    expect(codeOf(told(story, 3_100, word('resolved', 2_600, relay)))).toBe('pager-echo');
    expect(codeOf(told(story, 3_200, word('resolved', 2_700, alone)))).toBe('pager-ended-alone');
    expect(incidentOf(story, id).status).toBe('open');
    story.operator(4_000, 'resolve', id);
    expect(codeOf(told(story, 5_000, word('resolved', 4_100, ann)))).toBe('incident-resolved-already');
  });
});

describe('which page is meant', () => {
  it('one that no longer rings changes nothing: a newer one woke somebody since', () => {
    const { story, id } = paged();
    told(story, 2_000, opened(id, 1_000));
    told(story, 3_000, word('acknowledged', 2_500, ann));
    story.tell(130 * minute, alert({ level: 'fatal', eventId: 'again' }));
    expect(incidentOf(story, id).page?.generations).toHaveLength(2);
    for (const kind of ['acknowledged', 'resolved'] as const)
      expect(codeOf(told(story, 131 * minute, word(kind, 3_000, ann)))).toBe('pager-older-page');
    expect(incidentOf(story, id).status).toBe('open');
    told(story, 132 * minute, opened(id, 130 * minute, { pagerIncident: 'Q2' }, 2));
    told(story, 133 * minute, word('resolved', 132 * minute, ann, { pagerIncident: 'Q2' }));
    expect(incidentOf(story, id).status).toBe('resolved');
    expect(story.pages()).toEqual([`${id}:1:resolved`, `${id}:2:resolved`]);
  });

  it("a child's ends its storm only when it was ended since it is a child", () => {
    const early = new Story();
    early.tell(0, redisAlert('cart', 1, { level: 'fatal' }));
    early.tell(10, redisAlert('till', 1, { level: 'fatal' }));
    redisStorm(early, 1_000);
    const storm = early.storm.id;
    const child = early.incidents.find(({ parent, page }) => parent === storm && page !== null)!.id;
    told(early, 5_000, opened(child, 500));
    expect(codeOf(told(early, 5_100, word('resolved', 600, ann)))).toBe('pager-older-page');
    expect(incidentOf(early, storm).status).toBe('open');
    expect(codeOf(told(early, 6_000, word('acknowledged', 5_500, ann)))).toBe('handled-by-person');
    expect(incidentOf(early, storm)).toMatchObject({ status: 'acknowledged', acknowledgedBy: 'Ann' });
  });

  it("what nobody has said whose it is waits for that; what is others' is set aside", () => {
    const { story, id } = paged();
    expect(codeOf(told(story, 2_000, word('acknowledged', 1_500, ann)))).toBe('pager-incident-unknown');
    const note: PagerWord = { ...word('triggered', 1_600, ben), act: { kind: 'note', text: 'the switch' } };
    told(story, 2_100, note);
    expect(incidentOf(story, id).status).toBe('open');
    told(story, 2_200, opened(id, 1_000));
    expect(incidentOf(story, id)).toMatchObject({ status: 'acknowledged', acknowledgedBy: 'Ann' });
    expect(story.told(id, ({ kind }) => kind === 'pager')).toEqual(['Note in PagerDuty by Ben: the switch']);
    expect(story.state.meta.unplaced).toEqual([]);

    const other = { pagerIncident: 'Q9', key: { install: 'other', incident: id, generation: 1 } };
    expect(codeOf(told(story, 3_000, word('triggered', 2_500, relay, other)))).toBe(
      'pager-incident-not-ours',
    );
    expect(codeOf(told(story, 3_000, word('triggered', 2_500, alone, { pagerIncident: 'Q8' })))).toBe(
      'pager-incident-not-ours',
    );
    expect(codeOf(told(story, 3_000, opened('inc-77', 2_500)))).toBe('no-such-incident');
    expect(codeOf(told(story, 3_000, opened(id, 2_500, {}, 9)))).toBe('pager-incident-not-ours');
  });

  it('no more than forty words wait, for an hour', () => {
    const { story } = paged();
    for (let n = 0; n < 60; n += 1) told(story, n, word('acknowledged', n, ann, { pagerIncident: `Q${n}` }));
    expect(story.state.meta.unplaced?.map((one) => one.word.pagerIncident)).toHaveLength(40);
    told(story, 61 * minute, word('acknowledged', 1, ann, { pagerIncident: 'Q99' }));
    expect(story.state.meta.unplaced).toHaveLength(1);
  });
});

describe('a page that nobody has acknowledged', () => {
  const hearing = { ...policy, paging: { ...policy.paging, pagerTells: true } };

  it('reaches further with every step of users, where the pager tells what is done there and has not ended it', () => {
    const story = new Story(hearing);
    const fires = (atMs: number, user: number): void =>
      void story.tell(atMs, alert({ level: 'fatal', eventId: `e${user}`, userHash: `u${user}` }));
    fires(0, 0);
    const { id } = story.of('sentry:acme/1');
    const reach = (): number | undefined => story.page(id, 1)?.reach;
    expect(reach()).toBe(0);
    for (let user = 1; user < 16; user += 1) fires(user, user);
    expect([reach(), story.page(id, 1)?.users]).toEqual([8, 16]);
    told(story, 2_000, opened(id, 1_000));
    told(story, 3_000, word('resolved', 2_500, alone));
    fires(4_000, 99);
    expect([reach(), story.page(id, 1)?.state]).toEqual([0, 'triggered']);
  });

  it('is sent once where the pager tells nothing', () => {
    const { story, id } = paged();
    for (let user = 1; user < 16; user += 1)
      story.tell(user, alert({ level: 'fatal', eventId: `e${user}`, userHash: `u${user}` }));
    expect(story.page(id, 1)?.reach).toBe(0);
  });
});

describe('what else the pager tells', () => {
  it('stands in the story and changes nothing of the incident', () => {
    const { story, id } = paged();
    told(story, 2_000, opened(id, 1_000));
    told(story, 3_000, word('reassigned', 2_500, ann, { assigned: ['Ben'] }));
    const more: PagerAct[] = [
      { kind: 'escalated' },
      { kind: 'priority', priority: 'P1' },
      { kind: 'responder', name: 'Cleo', state: 'pending' },
      { kind: 'unacknowledged' },
    ];
    for (const act of more) told(story, 4_000, { ...word('triggered', 3_500, alone), act });
    expect(story.told(id, ({ kind }) => kind === 'pager')).toEqual([
      'Reassigned in PagerDuty by Ann to Ben.',
      'Escalated in PagerDuty.',
      'Priority P1 in PagerDuty.',
      'Cleo was asked to help, in PagerDuty.',
      'The acknowledgement ran out in PagerDuty, which rings again.',
    ]);
    expect(incidentOf(story, id).status).toBe('open');
    expect(story.liveMessage(id).page?.pager?.assigned?.to).toEqual(['Ben']);
  });
});

function permutations(of: readonly number[]): number[][] {
  if (of.length === 0) return [[]];
  return of.flatMap((first) =>
    permutations(of.filter((one) => one !== first)).map((rest) => [first, ...rest]),
  );
}

import { describe, expect, it } from 'vitest';
import { Draft } from '../../../src/correlate/state/draft.ts';
import {
  attach,
  mayBeGuest,
  mayMove,
  mayVote,
  type Attachment,
} from '../../../src/correlate/storm/membership.ts';
import type { Incident } from '../../../src/domain/incident.ts';
import { start } from '../../make.ts';
import { redisStorm, Story } from '../story.ts';
import { wordless } from '../wordless.ts';

function alone(): Incident {
  const story = new Story();
  story.tell(0, wordless(1, 'cart'));
  return story.of('sentry:acme/w1');
}

const by = (change: Partial<NonNullable<Incident['adoption']>>): NonNullable<Incident['adoption']> => ({
  at: start,
  rule: 'same-trace',
  about: null,
  soft: false,
  ...change,
});
const child = (change: Partial<NonNullable<Incident['adoption']>>): Incident => ({
  ...alone(),
  parent: 'inc-9',
  adoption: by(change),
});
const rootOf = (kind: 'surge' | 'dependency'): Incident => ({
  ...alone(),
  storm: { cause: { kind, key: kind, title: '' }, since: start },
});

describe('who may still be taken by a storm', () => {
  it('is alone, a guest, or merely broke out together with its storm', () => {
    expect(mayMove(alone())).toBe(true);
    expect(mayMove(child({ soft: true }))).toBe(true);
    expect(mayMove(child({ company: true }))).toBe(true);
    expect(mayMove(child({}))).toBe(false);
    expect(mayMove(rootOf('surge'))).toBe(false);
  });

  it('is nothing that a person split or merged', () => {
    expect(mayMove(child({ soft: true, by: 'Ada' }))).toBe(false);
    expect(mayMove({ ...alone(), apart: { from: 'inc-9', at: start, by: 'Ada' } })).toBe(false);
    expect(mayVote({ ...rootOf('surge'), apart: { from: 'inc-9', at: start, by: 'Ada' } })).toBe(false);
  });

  it('votes, and so does the root of a surge: it says what the surge is about', () => {
    expect(mayVote(alone())).toBe(true);
    expect(mayVote(rootOf('surge'))).toBe(true);
    expect(mayVote(rootOf('dependency'))).toBe(false);
    expect(mayVote(child({}))).toBe(false);
  });

  it('is no guest once it meets a paging rule', () => {
    expect(mayBeGuest(alone())).toBe(true);
    expect(mayBeGuest({ ...alone(), pageReason: { code: 'page-outage' } })).toBe(false);
    expect(mayBeGuest(child({ soft: true }))).toBe(false);
  });
});

const guess = { code: 'speaks-of-it' } as const;

describe('what ties a child to its storm', () => {
  function story(): { draft: Draft; id: string } {
    const told = new Story();
    redisStorm(told);
    told.tell(60_000, wordless(1, 'ledger'));
    return { draft: new Draft(told.state, 1_000, start + 61_000), id: told.of('sentry:acme/w1').id };
  }
  const join = (draft: Draft, id: string, to: Omit<Attachment, 'root'>): void => {
    attach(draft, draft.incident(id)!, { root: 'inc-1', ...to });
  };

  it('gets firmer, never looser', () => {
    const { draft, id } = story();
    join(draft, id, { soft: true, rule: guess, company: true });
    expect(draft.incident(id)?.adoption).toMatchObject({ soft: true, company: true, rule: guess.code });
    join(draft, id, { soft: true, rule: { code: 'in-struck-service' } });
    expect(draft.incident(id)?.adoption?.rule).toBe(guess.code);
    join(draft, id, { soft: false, rule: { code: 'shares-cause', about: 'DNS' } });
    expect(draft.incident(id)?.adoption).toEqual({
      at: start + 61_000,
      soft: false,
      rule: 'shares-cause',
      about: 'DNS',
    });
    join(draft, id, { soft: true, rule: guess });
    expect(draft.incident(id)?.adoption?.soft).toBe(false);
  });
});

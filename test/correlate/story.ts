import { emptyState, type BrainState } from '../../src/correlate/state/brain-state.ts';
import type { Alert } from '../../src/domain/alert.ts';
import { sentenceOf } from '../../src/domain/decision/words.ts';
import type { NewDeadLetter } from '../../src/domain/sending/dead-letter.ts';
import type { Disposition } from '../../src/domain/inbox/disposition.ts';
import type { Entry } from '../../src/domain/inbox/entry.ts';
import type { PagerWord } from '../../src/domain/inbox/pager-word.ts';
import type { Incident } from '../../src/domain/incident.ts';
import type { Wanted } from '../../src/domain/sending/notification.ts';
import type { OperatorsWord } from '../../src/ingest/operator-command.ts';
import type { PageAnswer } from '../../src/domain/sending/page-answer.ts';
import type { PageProjection } from '../../src/domain/sending/page-projection.ts';
import type { Policy } from '../../src/domain/policy.ts';
import type { LiveMessage } from '../../src/domain/sending/projection.ts';
import type { TimelineItem } from '../../src/domain/timeline.ts';
import { pageDelivery } from '../../src/ingest/page-report.ts';
import { operatorDelivery } from '../../src/ingest/operator-command.ts';
import { summaryOf } from '../../src/integrations/pagerduty/summary.ts';
import { applyRun } from '../../src/pipeline/apply-inbox.ts';
import { chat, entry, pager, policy, readAlert, redisAlert, start } from '../make.ts';

/** One virtual minute in ms. */
export const minute = 60_000;

/** A relay's brain, fed by hand. */
export class Story {
  readonly state: BrainState;
  /** Every row that was wanted, in its newest version. */
  readonly wanted = new Map<string, Wanted>();
  readonly deadLetters: NewDeadLetter[] = [];
  private seq = 0;

  constructor(of: Policy = policy) {
    this.state = emptyState({ install: 'i1', now: 0, cursor: 0, policy: of, former: [], pagesWanted: [] });
  }

  /** What is told of an incident, in words. */
  told(incident: string, which: (item: TimelineItem) => boolean = () => true): readonly string[] {
    const items = this.state.timeline.get(incident) ?? [];
    return items.filter(which).map(({ decision }) => sentenceOf(decision));
  }

  tell(atMs: number, body: Alert | string, change: Partial<Entry> = {}): Disposition {
    this.seq += 1;
    const batch = applyRun(this.state, [entry(this.seq, start + atMs, body, change)], readAlert);
    for (const row of batch.wanted) this.wanted.set(row.id, row);
    this.deadLetters.push(...batch.deadLetters);
    const disposition = batch.dispositions[0]?.disposition;
    if (disposition === undefined) throw new Error('No disposition.');
    return disposition;
  }

  /** A pager answers to a page, or dispatch tells that it needs no answer any more. */
  answered(
    atMs: number,
    incident: string,
    answer: Pick<PageAnswer, 'state'> & Partial<PageAnswer> = { state: 'taken' },
    {
      generation = 1,
      receiver = pager.id,
      desk,
    }: { generation?: number; receiver?: string; desk?: string } = {},
  ): Disposition {
    const told = { receiver, at: start + atMs, said: null, ...answer };
    const report = { incident, generation, answer: told, ...(desk === undefined ? {} : { desk }) };
    const { body } = pageDelivery(report, `p${this.seq}`);
    return this.tell(atMs, body, { source: 'page', kind: 'page', verifiedBy: 'self' });
  }

  /** A pager tells what was done to one of its incidents. */
  pager(atMs: number, word: PagerWord): Disposition {
    this.seq += 1;
    const one = entry(this.seq, start + atMs, '{}', { source: 'pagerduty', kind: 'webhook-v3' });
    const batch = applyRun(this.state, [one], () => ({ kind: 'pager', word }));
    for (const row of batch.wanted) this.wanted.set(row.id, row);
    const disposition = batch.dispositions[0]?.disposition;
    if (disposition === undefined) throw new Error('No disposition.');
    return disposition;
  }

  /** Lets time pass: what is due fires. */
  tick(atMs: number): void {
    this.tell(atMs, '{}', { source: 'timer', kind: 'timer', verifiedBy: 'self' });
  }

  operator(atMs: number, action: 'acknowledge' | 'resolve', incident: string): Disposition {
    return this.tell(atMs, JSON.stringify({ action, incident, who: 'Ada' }), { source: 'operator' });
  }

  split(atMs: number, incident: string, why: string | null = null): Disposition {
    return this.regroup(atMs, { action: 'split', incident, who: 'Ada', why });
  }

  /** A person takes one issue out of an incident, by its key or its short id. */
  part(atMs: number, incident: string, issue: string, why: string | null = null): Disposition {
    return this.regroup(atMs, { action: 'split', incident, issue, who: 'Ada', why });
  }

  merge(atMs: number, incident: string, into: string, why: string | null = null): Disposition {
    return this.regroup(atMs, { action: 'merge', incident, into, who: 'Ada', why });
  }

  private regroup(atMs: number, command: OperatorsWord): Disposition {
    return this.tell(atMs, operatorDelivery(command, `c${atMs}`, 'operator').body, { source: 'operator' });
  }

  /** The incident of an issue that was told of. */
  of(issueKey: string): Incident {
    const issue = this.state.issues.get(issueKey);
    const incident = issue === undefined ? undefined : this.state.incidents.get(issue.incident);
    if (incident === undefined) throw new Error(`There is no incident of ${issueKey}.`);
    return incident;
  }

  get incidents(): readonly Incident[] {
    return [...this.state.incidents.values()];
  }

  get roots(): readonly Incident[] {
    return this.incidents.filter((incident) => incident.parent === null && incident.kind === 'alerts');
  }

  get storm(): Incident {
    const storm = this.incidents.find((incident) => incident.storm !== null);
    if (storm === undefined) throw new Error('There is no storm.');
    return storm;
  }

  pages(): readonly string[] {
    const pages = [...this.wanted.values()].filter((row) => row.projection.surface === 'page');
    return pages.map(
      (row) =>
        `${row.incident}:${row.projection.surface === 'page' ? `${row.projection.generation}:${row.projection.state}` : ''}`,
    );
  }

  page(incident: string, generation: number): PageProjection | undefined {
    const projection = this.wanted.get(`${incident}/${pager.id}/page/${generation}`)?.projection;
    return projection?.surface === 'page' ? projection : undefined;
  }

  message(incident: string, receiver = chat.id): Wanted['projection'] | undefined {
    return this.wanted.get(`${incident}/${receiver}/message`)?.projection;
  }

  /** The message of a root. */
  liveMessage(incident: string): LiveMessage {
    const message = this.message(incident);
    if (message?.surface !== 'message' || message.state === 'part-of')
      throw new Error(`There is no live message of ${incident}.`);
    return message;
  }

  /** What the pager says of a page. */
  summary(incident: string, generation = 1): string {
    const page = this.page(incident, generation);
    return page === undefined ? '' : summaryOf(page);
  }
}

/** Three services that cannot reach redis, two issues each. */
export function redisStorm(story: Story, from = 0, time = ''): void {
  for (const [index, service] of ['cart', 'login', 'search'].entries())
    for (const n of [1, 2]) {
      const at = from + index * 500 + (n - 1) * 100;
      story.tell(at, redisAlert(service, n, time === '' ? {} : { eventId: `${service}-${n}-${time}` }));
    }
}

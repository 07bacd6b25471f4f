import { wouldSay } from '../../domain/sending/would-words.ts';
import type { OurPage } from '../../observe/shadow/our-pages.ts';
import { became, hereText, totalsOf, type Reported } from './reported.ts';

/** The report as one JSON document, codes and sentences; times as ISO 8601 in UTC. */
export function reportJson(told: Reported): string {
  const { since, until, receivers, comparison } = told;
  return JSON.stringify({
    from: moment(since),
    to: moment(until),
    receivers,
    totals: totalsOf(told),
    there: comparison.there.map((one) => ({
      code: one.code,
      id: one.there.id,
      at: moment(one.there.at),
      service: one.there.service,
      title: one.there.title,
      acknowledgedAt: one.there.acknowledged === null ? null : moment(one.there.acknowledged.at),
      resolvedAt: one.there.resolvedAt === null ? null : moment(one.there.resolvedAt),
      here: one.code === 'missed' ? null : ours(told, one.here),
      byMs: one.code === 'same' ? one.byMs : null,
      why: one.code === 'missed' ? one.why : null,
      said: became(one),
    })),
    onlyHere: comparison.onlyHere.map((page) => ours(told, page)),
  });
}

function ours({ zone }: Reported, page: OurPage): object {
  const { incident, send, endedAt, shared } = page;
  const { receiver, to, at, generation, severity, reason } = send;
  return {
    incident,
    receiver,
    to,
    at: moment(at),
    atNight: zone.isNight(at),
    generation,
    severity,
    reason,
    text: hereText(page),
    said: wouldSay(page.send),
    sharedBy: shared,
    endedAt: endedAt === null ? null : moment(endedAt),
  };
}

function moment(at: number): string {
  return new Date(at).toISOString();
}

import { ending } from '../../../../domain/decision/life.ts';
import { pageReason, pageWithdrawal, pagingRule, unpagedReason } from '../../../../domain/decision/paging.ts';
import { maybe } from '../../../../domain/decision/shape.ts';
import {
  adoptedBy,
  ruleOf,
  type Desk,
  type Incident,
  type PageWanted,
  type ReceiverDesk,
} from '../../../../domain/incident.ts';
import type { WouldSend } from '../../../../domain/sending/would-send.ts';
import { shaped } from '../../file/documents.ts';

/** The decisions of an incident as they are read from its document: what another version wrote is kept in its words. */
export function withDecisions(incident: Incident): Incident {
  const { pageReason: met, desks, shadow, adoption, resolution } = incident;
  return {
    ...incident,
    pageReason: shaped(met, 'doc', maybe(pagingRule)),
    ...decidedAt(incident),
    ...(desks !== undefined && { desks: desksOf(desks) }),
    ...(shadow !== undefined && {
      shadow: { ...shadow, desks: desksOf(shadow.desks), sends: shadow.sends.map(sendOf) },
    }),
    adoption: adoption === null ? null : { ...adoption, ...adoptedBy(ruleOf(adoption)) },
    resolution:
      resolution === null ? null : { ...resolution, reason: shaped(resolution.reason, 'doc', ending) },
  };
}

function sendOf(send: WouldSend): WouldSend {
  return send.what === 'page' ? { ...send, reason: shaped(send.reason, 'doc', pageReason) } : send;
}

function desksOf(desks: NonNullable<Incident['desks']>): NonNullable<Incident['desks']> {
  return Object.fromEntries(Object.entries(desks).map(([name, desk]) => [name, deskOf(desk)]));
}

function deskOf(desk: ReceiverDesk): ReceiverDesk {
  return { ...desk, ...decidedAt(desk), met: shaped(desk.met, 'doc', maybe(pagingRule)) };
}

function decidedAt({ page, unpaged }: Desk): Pick<Desk, 'page' | 'unpaged'> {
  return {
    page: page === null ? null : pageOf(page),
    unpaged: unpaged === null ? null : { ...unpaged, reason: shaped(unpaged.reason, 'doc', unpagedReason) },
  };
}

function pageOf(page: PageWanted): PageWanted {
  const [first, ...more] = page.generations;
  return {
    ...page,
    generations: [generationOf(first), ...more.map(generationOf)],
    withdrawn: shaped(page.withdrawn, 'doc', maybe(pageWithdrawal)),
  };
}

function generationOf(generation: PageWanted['generations'][0]): PageWanted['generations'][0] {
  return { ...generation, reason: shaped(generation.reason, 'doc', pageReason) };
}

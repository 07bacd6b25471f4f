import { drillOf } from '../../domain/environment/environment.ts';
import { environmentWaitMs } from '../../domain/environment/environment-wait.ts';
import type { Incident } from '../../domain/incident.ts';
import { deskAt, shadowOf } from '../../domain/routing/desk.ts';
import type { WouldPage } from '../../domain/sending/would-send.ts';

/** A page that a receiver in the shadow would have sent. */
export interface OurPage {
  readonly incident: string;
  readonly send: WouldPage;
  /** What the incident is called by its alerts, beside what the page says. */
  readonly title: string;
  /** When its incident was over, virtual ms; null: it goes on. */
  readonly endedAt: number | null;
  /** How many incidents share it, where there were too many for pages of their own; else 1. */
  readonly shared: number;
}

/** What somebody would have been woken by, oldest first. Of those that share a page the first stands for all. */
export function ourPages(incidents: readonly Incident[]): readonly OurPage[] {
  const pages = incidents
    .filter(({ environmentClass }) => drillOf(environmentClass) === null)
    .flatMap((incident) => pagesOf(incident))
    .sort((a, b) => a.send.at - b.send.at || (a.incident < b.incident ? -1 : 1));
  const shared = new Map<string, number>();
  for (const { send } of pages) {
    const key = sharedBy(send);
    if (key !== null) shared.set(key, (shared.get(key) ?? 0) + 1);
  }
  const seen = new Set<string>();
  return pages.flatMap((page) => {
    const key = sharedBy(page.send);
    if (key === null) return [page];
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ ...page, shared: shared.get(key) ?? 1 }];
  });
}

function sharedBy({ joined, receiver }: WouldPage): string | null {
  return joined === null ? null : `${receiver} ${joined}`;
}

function pagesOf(incident: Incident): readonly OurPage[] {
  const { id, title, resolution } = incident;
  return shadowOf(incident).sends.flatMap((send): OurPage[] =>
    send.what !== 'page' || wasTakenBack(incident, send)
      ? []
      : [{ incident: id, send, title, endedAt: resolution?.at ?? null, shared: 1 }],
  );
}

/** Staging is told apart before its page goes out: that one waits for an environment, and nobody would have had it. */
function wasTakenBack(incident: Incident, { receiver, at }: WouldPage): boolean {
  const { page } = deskAt(shadowOf(incident), receiver);
  return page?.withdrawn?.code === 'withdrawn-environment' && at < incident.openedAt + environmentWaitMs;
}

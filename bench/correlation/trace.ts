import { rootOf } from './drive.ts';
import type { Happening } from './streams/trouble.ts';
import { tableOf } from './table.ts';
import type { Verdict } from './verdict.ts';

/** One stream, issue by issue: what it was, what it said, and where it went. Noise only where it went to an outage's incident. */
export function traceOf({ stream, run, outages, falsePages, v }: Verdict): string {
  const byIssue = new Map<string, Happening[]>();
  const incidentOf = new Map<string, string>();
  stream.happenings.forEach((one, place) => {
    byIssue.set(one.trouble.issue, [...(byIssue.get(one.trouble.issue) ?? []), one]);
    const incident = run.incidents[place] ?? null;
    if (incident !== null) incidentOf.set(one.trouble.issue, incident);
  });
  const causes = new Set(stream.outages.map(({ cause }) => cause));
  const rootId = (issue: string): string | undefined => {
    const incident = incidentOf.get(issue);
    return incident === undefined ? undefined : rootOf(run.state, incident)?.id;
  };
  const ours = new Set(
    [...byIssue].filter(([, [first]]) => causes.has(first!.trouble.cause)).map(([issue]) => rootId(issue)),
  );
  const names = new Map<string, string>();
  const rows = [...byIssue]
    .filter(([issue, [first]]) => causes.has(first!.trouble.cause) || ours.has(rootId(issue)))
    .map(([issue, list]) => {
      const root = rootId(issue) ?? '';
      if (!names.has(root)) names.set(root, `#${names.size + 1}`);
      const { at, trouble } = list[0]!;
      const own = run.state.incidents.get(incidentOf.get(issue) ?? '');
      const storm = run.state.incidents.get(root)?.storm?.cause.title ?? '';
      const how = own?.adoption?.rule ?? (own?.storm != null ? 'root' : 'alone');
      const row = [at.toFixed(1), trouble.cause, trouble.service.name, String(list.length), names.get(root)!];
      return [...row, how, storm, sayingOf(trouble)].map((cell) => cell.replaceAll('\n', ' ').slice(0, 90));
    });
  const summary = stream.outages.map(({ family, begins, cause }, place) => {
    const { inScope, pages, toPage, together } = outages[place]!;
    return `${cause}: ${family.name} at ${begins.toFixed(0)} s. ${family.story} In scope: ${inScope}, pages ${pages}, to page ${toPage?.toFixed(1) ?? '–'} s, together ${together.toFixed(2)}`;
  });
  return [
    `seed ${stream.seed}, noise ${stream.noise} a minute, V ${v.toFixed(3)}, false pages ${falsePages.length}`,
    ...summary,
    ...run.pages.map(
      ({ at, reason, issues }) => `page at ${at.toFixed(1)} s of ${issues.length} issues: ${reason}`,
    ),
    tableOf(['at', 'cause', 'service', 'events', 'incident', 'how', 'storm', 'says'], rows, 8),
  ].join('\n');
}

function sayingOf({ raised }: Happening['trouble']): string {
  return raised.kind === 'logged'
    ? raised.text
    : raised.chain.map(({ type, value }) => `${type}: ${value}`).join(' <- ');
}

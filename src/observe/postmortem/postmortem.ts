import { sentenceOf } from '../../domain/decision/words.ts';
import {
  eventsOf,
  happenedBefore,
  isGuest,
  isUnnamed,
  nameOf,
  type ServiceTally,
} from '../../domain/incident.ts';
import { between, counted, duration } from '../../domain/text/figures.ts';
import { escaped, link, table } from '../../domain/text/markdown.ts';
import { chartOf } from './chart.ts';
import type { Story, Told } from './story.ts';
import { beganAt, historyOf, summaryTable } from './summary-table.ts';
import { momentOf } from './times.ts';

/** Lines of the timeline; of more the first and the last are told. */
const mostLines = 400;
/** Services in the table of the impact. */
const mostServices = 50;

/**
 * The skeleton of a postmortem in Markdown: all that the relay knows of an incident, and the questions that only people
 * can answer. What it does not know, it calls unknown.
 */
export function postmortem(story: Story): string {
  return [
    `# Postmortem: ${escaped(titleOf(story))}`,
    `Incident ${escaped(story.root.id)}${seeAlso(story)}`,
    summaryTable(story),
    '## Events',
    chart(story),
    '## What happened',
    '_Why did it break, and what set it off?_',
    changes(story),
    '## Impact',
    '_What could people not do, and for how long?_',
    impact(story),
    '## Timeline',
    timeline(story.items),
    '## What went well',
    '_What helped to notice, understand and end it? Where were we lucky?_',
    '## Follow-ups',
    '_What would have prevented it, or ended it sooner?_',
    table(['what', 'who', 'until'], [['', '', '']]),
  ].join('\n\n');
}

function titleOf({ root }: Story): string {
  return isUnnamed(root) ? `outage of unknown cause (${nameOf(root)})` : nameOf(root);
}

function seeAlso({ root, message, messageLink }: Story): string {
  const href = message?.link ?? root.sample.link;
  const before = happenedBefore(root);
  return [
    href === null ? '' : ` · ${link(root.sample.shortId ?? 'Sentry', href)}`,
    messageLink === null ? '' : ` · ${link('Slack', messageLink)}`,
    before === null ? '' : ` · it happened before: ${escaped(before)}`,
  ].join('');
}

function chart(story: Story): string {
  const history = historyOf(story);
  return history === null ? '_Unknown: no events were counted by minutes._' : chartOf(history);
}

/** What changed in the hour before, the newest first, and since. */
function changes(story: Story): string {
  const { message } = story;
  if (message === null) return 'What changed before it broke is unknown: no channel shows this incident.';
  const began = beganAt(story);
  const deploys = message.deploys.map(({ service, version, at, by, what, compareUrl }) => ({
    at,
    told: [
      `${escaped(service)}${version === null ? '' : ` ${escaped(version)}`} was deployed`,
      by === null ? '' : ` by ${escaped(by)}`,
      what === null ? '' : `: “${escaped(what)}”`,
      compareUrl === null ? '' : ` (${link('changes', compareUrl)})`,
    ].join(''),
  }));
  const told = new Set(message.deploys.map(({ service, version }) => `${service} ${version ?? ''}`));
  const releases = message.changes
    .filter(({ service, version }) => !told.has(`${service} ${version}`))
    .map(({ service, version, firstAt }) => ({
      at: firstAt,
      told: `Release ${escaped(version)} of ${escaped(service)} was first seen`,
    }));
  const all = [...deploys, ...releases].sort((a, b) => a.at - b.at);
  if (all.length === 0) return 'No deploy and no new release is known in the hour before it.';
  const lines = all.map(({ at, told: what }) => {
    const apart = `${duration(Math.abs(between(began, at)))} ${at <= began ? 'before' : 'after'} it began`;
    return `- ${momentOf(at)}, ${apart}: ${what}`;
  });
  return ['Changes around it:', '', ...lines].join('\n');
}

/** A service that several members struck is one row. */
function impact({ root, children }: Story): string {
  const firm = [root, ...children.filter((child) => !isGuest(child))];
  const byName = Map.groupBy(
    firm.flatMap((one) => one.services),
    ({ name }) => name,
  );
  const rows = [...byName]
    .map(([name, tallies]) => ({
      name,
      firstAt: Math.min(...tallies.map(({ firstAt }) => firstAt)),
      lastAt: Math.max(...tallies.map(({ lastAt }) => lastAt)),
      much: muchOf(tallies),
    }))
    .sort((a, b) => a.firstAt - b.firstAt)
    .slice(0, mostServices)
    .map(({ name, firstAt, lastAt, much }) => [escaped(name), momentOf(firstAt), momentOf(lastAt), much]);
  return rows.length === 0
    ? 'Which services failed is unknown.'
    : table(['service', 'first', 'last', 'how much'], rows);
}

/** Where an older relay has counted alerts alone, nobody knows the events. */
function muchOf(tallies: readonly ServiceTally[]): string {
  const isCounted = tallies.every(({ events }) => events !== undefined);
  const much = tallies.reduce((sum, one) => sum + (isCounted ? eventsOf(one) : one.alerts), 0);
  return counted(much, isCounted ? 'event' : 'alert');
}

/** Every event, decision and its reason. */
function timeline(items: readonly Told[]): string {
  const half = mostLines / 2;
  const left = Math.max(0, items.length - mostLines);
  const first = left === 0 ? items : items.slice(0, half);
  const last = left === 0 ? [] : items.slice(-half);
  const gap = left === 0 ? [] : [['', `_… ${counted(left, 'line')} more: stormrelay timeline_`]];
  return table(['when', 'what, and why'], [...first.map(lineOf), ...gap, ...last.map(lineOf)]);
}

function lineOf({ item, of }: Told): readonly string[] {
  const who = of === null ? '' : `${escaped(of)}: `;
  return [momentOf(item.at), `${who}${escaped(sentenceOf(item.decision))}`];
}

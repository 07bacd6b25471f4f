import type { Frame } from '../../../domain/alert.ts';
import type { LiveMessage } from '../../../domain/sending/projection.ts';
import { code, codeBlock, inline, link } from './escape.ts';
import { counted, dayAndTime, duration, grouped, timeOfDay } from './wording.ts';
import { serviceCount } from './headline.ts';

/** How much, for whom, since when: two lines of at most 500 characters together. */
export function extentLines(message: LiveMessage): readonly string[] {
  const { alerts, issueCount, users, since, lastAlertAt } = message;
  const parts = [
    `*${counted(alerts, 'alert')}*${eventsNote(message)}`,
    issueCount > 1 ? counted(issueCount, 'issue') : '',
    users === null || users === 0 ? '' : `at least ${counted(users, 'user')}`,
  ];
  const lasting = lastAlertAt - since;
  const newest =
    lasting < 1000 ? '' : `, newest alert ${timeOfDay(lastAlertAt)} (${duration(lasting)} later)`;
  return [parts.filter((part) => part !== '').join(' · '), `Since ${dayAndTime(since)}${newest}`];
}

function eventsNote({ alerts, events, sentryCount }: LiveMessage): string {
  const parts = [
    events === 0 || events === alerts ? '' : counted(events, 'event'),
    // Sentry counts an issue when it tells of it; while the storm goes on, that figure is soon below what came here.
    sentryCount === null || sentryCount <= Math.max(events, 1) ? '' : `Sentry counts ${grouped(sentryCount)}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

/** Type, place and words of the error: at most 1,600 characters. */
export function whatLines(message: LiveMessage): readonly string[] {
  const { what, services, storm, where } = message;
  const { type, culprit, frame } = what;
  const seenIn = storm === null ? '' : seenInWords(what.seenIn ?? services[0]?.name, services[0]?.name);
  const place = [
    frame === null ? '' : placed(code(frameText(frame), 200)),
    // Sentry's culprit is often the transaction, which has a line of its own, or the frame in other words.
    culprit === null || culprit === where.transaction || namesFrame(culprit, frame)
      ? ''
      : `in ${code(culprit, 200)}`,
  ];
  const words = codeBlock(what.message, 800, 8);
  if (words === '' && type === null && place.every((part) => part === '')) return [];
  const kind = type === null ? '' : `: ${code(type, 120)}`;
  return [`*What broke*${seenIn}${kind}`, words, place.filter((part) => part !== '').join(', ')];
}

function seenInWords(service: string | undefined, first: string | undefined): string {
  if (service === undefined) return '';
  return `, ${service === first ? 'first seen' : 'for example'} in ${inline(service, 40)}`;
}

function placed(span: string): string {
  return span === '' ? '' : `at ${span}`;
}

/** `store in load`, as Sentry makes it of the frame. */
function namesFrame(culprit: string, frame: Frame | null): boolean {
  return frame !== null && frame.function !== null && culprit.endsWith(` in ${frame.function}`);
}

/** `src/redis/client.ts:88 in connect`, as far as it is known; empty where nothing of it is. */
export function frameText({ filename, module, line, function: called }: Frame): string {
  const file = filename ?? module;
  const at = file === null ? '' : `${file}${line === null || line <= 0 ? '' : `:${line}`}`;
  if (called === null || at === '') return called ?? at;
  return `${at} in ${called}`;
}

/** Every service with its alerts, the first to fail in front: at most 60 characters each. */
export function serviceParts({ services }: LiveMessage): readonly string[] {
  return services.map(({ name, alerts }) => `*${inline(name, 40)}* ${grouped(alerts)}`);
}

/** The line above several services. */
export function servicesTitle(message: LiveMessage): string {
  return `*${counted(serviceCount(message), 'service')}* and their alerts, the first to fail in front`;
}

/** A single service, environment, release, transaction and rule, each at most 280 characters. */
export function whereFields(message: LiveMessage): readonly string[] {
  const { where, rule, services } = message;
  const environments = where.environments.slice(0, 5).map((name) => inline(name, 40));
  // Every service of a storm runs a release of its own; those that are new stand under "What changed".
  const told = serviceCount(message) > 1 && where.releases.length > 2 ? [] : where.releases;
  const releases = told.slice(0, 5).map((name) => code(name, 48));
  return [
    serviceCount(message) === 1
      ? fact(
          'Service',
          services.slice(0, 1).map(({ name }) => inline(name, 60)),
        )
      : '',
    fact('Environment', environments),
    fact(releases.length > 1 ? 'Releases' : 'Release', releases),
    fact('Transaction', where.transaction === null ? [] : [code(where.transaction, 200)]),
    fact('Rule', rule === null ? [] : [inline(rule, 200)]),
  ];
}

function fact(name: string, values: readonly string[]): string {
  const known = values.filter((value) => value !== '');
  return known.length === 0 ? '' : `*${name}*\n${known.join(', ')}`;
}

/** What changed before it broke: deploys first. At most 2,400 characters. */
export function changeLines(message: LiveMessage): readonly string[] {
  return [...deployLines(message), ...releaseLines(message)];
}

/**
 * Deploys that CI told of, as facts: at most 1,600 characters. A name stands only beside what came before the
 * outage, of a service that broke: beside anything else it would accuse somebody who has nothing to do with it.
 */
function deployLines({ deploys, services, since }: LiveMessage): readonly string[] {
  return deploys.slice(0, 3).map(({ service, version, at, by, what, compareUrl }) => {
    const mayMatter = since - at >= oneSecondMs && services.some(({ name }) => name === service);
    const said = [
      `🚢 ${inline(service, 40)}${version === null ? '' : ` ${code(version, 48)}`} was deployed ${whenDeployed(at, since)}`,
      by === null || !mayMatter ? '' : `, by ${inline(by, 40)}`,
      what === null ? '' : `: ${inline(what, 120)}`,
      compareUrl === null ? '' : ` (${link(compareUrl, 'changes')})`,
    ];
    return said.join('');
  });
}

const oneSecondMs = 1_000;

function whenDeployed(at: number, since: number): string {
  if (Math.abs(since - at) < oneSecondMs) return 'at the time of the first alert';
  return `${duration(Math.abs(since - at))} ${at < since ? 'before' : 'after'} the first alert`;
}

/** Releases that were new when it broke, with their age at that time: at most 800 characters. */
function releaseLines({ changes, deploys, since }: LiveMessage): readonly string[] {
  const told = new Set(deploys.map(({ service, version }) => `${service} ${version ?? ''}`));
  const releases = sharedReleases(changes.filter((one) => !told.has(`${one.service} ${one.version}`)));
  const lines = releases.slice(0, 4).map(({ version, services, firstAt }) => {
    const [first = ''] = services;
    const bare = version.startsWith(`${first}@`) ? version.slice(first.length + 1) : version;
    return `🚀 ${inline(services.join(', '), 90)} ${code(bare, 48)} first seen ${ageWhenItBroke(firstAt, since)} (${dayAndTime(firstAt)})`;
  });
  const more = releases.length - lines.length;
  return more > 0 ? [...lines, `🚀 and ${counted(more, 'more new release')}`] : lines;
}

interface SharedRelease {
  readonly version: string;
  readonly services: readonly string[];
  readonly firstAt: number;
}

/** A release that several services run is one change, and as old as its first sight anywhere. */
function sharedReleases(changes: LiveMessage['changes']): readonly SharedRelease[] {
  const releases = new Map<string, SharedRelease>();
  for (const { version, service, firstAt } of [...changes].sort((a, b) => a.firstAt - b.firstAt)) {
    const known = releases.get(version) ?? { version, services: [], firstAt };
    releases.set(version, { ...known, services: [...known.services, service] });
  }
  return [...releases.values()].reverse();
}

const sameMomentMs = 5_000;

function ageWhenItBroke(firstAt: number, since: number): string {
  if (Math.abs(firstAt - since) < sameMomentMs) return 'as it broke';
  const side = firstAt < since ? 'before' : 'after';
  return `${duration(Math.abs(since - firstAt))} ${side} the first alert`;
}

import type { Alert } from '../../domain/alert.ts';
import type { Cause, Evidence } from '../../domain/cause.ts';
import { inOneWording } from './browser-wordings.ts';
import { saysClientErred } from './client-errors.ts';
import { codesIn } from './codes.ts';
import { familyOf } from './engines.ts';
import { nameOfHost } from './host-names.ts';
import { withoutDocumentation } from './hosts.ts';
import type { Mode } from './modes.ts';
import { saysOrdinary, saysRecovered, saysStopping } from './ordinary-errors.ts';
import { withoutFetchedHosts } from './page-fetches.ts';
import { templateAsSaid, templateOf } from './template/template.ts';
import { readText } from './text-reading.ts';
import { saysNoRoute } from './unavailability.ts';

const longestText = 1_000;
const longestInAll = 4_000;
const mostExceptions = 8;
const leastTemplateWords = 4;

/**
 * What an alert's texts say about why it failed: a mode; else a dependency or a host that could not be reached;
 * else only weak causes. Reads every exception of the chain, message and title; the transaction is ignored,
 * because it names the victim, and breadcrumbs give hints alone, because they tell what else went on.
 */
export function evidenceOf(alert: Alert): Evidence {
  const original = textOf(alert);
  const text = withoutDocumentation(original.toLowerCase());
  const { mode, unavailable, names: told, addresses, clientLeft } = readText(text);
  if (mode !== null) return modeEvidence(mode, alert, text);
  const family = unavailable ? familyOf(text, modulesOf(alert), alert.drivers) : null;
  // The address of an engine may be any of its machines; where neither is named, it is the name.
  const names = family === null ? [...told, ...addresses] : told;
  const named = family === null ? hostCause(names) : dependencyCause(family, names);
  return {
    named,
    family,
    names,
    hints: hintsOf(alert, names),
    weak: named !== null ? [] : clientLeft ? [serviceCause(alert)] : weakCauses(alert),
    unreachable: unavailable && (named === null || (family === null && told.length === 0)),
    ...(unavailable && saysNoRoute(text) ? { noRoute: true } : {}),
    ...ordinaryIn(text, unavailable),
    traceId: alert.traceId,
  };
}

/** What makes it a lesser sign of an outage, whatever else it names. */
function ordinaryIn(
  text: string,
  unavailable: boolean,
): Pick<Evidence, 'expected' | 'ordinary' | 'recovered'> {
  return {
    ...(!unavailable && saysClientErred(text) ? { expected: true } : {}),
    ...((!unavailable && saysOrdinary(text)) || saysStopping(text) ? { ordinary: true } : {}),
    ...(saysRecovered(text) ? { recovered: true } : {}),
  };
}

/** What says nothing about a cause: Sentry's own words about a monitor or a metric are no error's. */
export const noEvidence: Evidence = {
  named: null,
  family: null,
  names: [],
  weak: [],
  unreachable: false,
  traceId: null,
};

/** The cause of a dependency; its key names the instance where the texts do. */
export function dependencyCause(family: string, names: readonly string[]): Cause {
  const name = names[0];
  return {
    kind: 'dependency',
    key: name === undefined ? `dependency:${family}` : `dependency:${family}@${name}`,
    title: `${titles.get(family) ?? family} unreachable${name === undefined ? '' : ` (${name})`}`,
  };
}

/** The cause of a host or service that others call, or null when none is named. */
export function hostCause(names: readonly string[]): Cause | null {
  const name = names[0];
  return name === undefined ? null : { kind: 'host', key: `host:${name}`, title: `${name} unreachable` };
}

/** The key of the weakest cause: many loud errors in one service. */
export function serviceKey(service: string): string {
  return `service:${service}`;
}

const titles: ReadonlyMap<string, string> = new Map([
  ['sql', 'database'],
  ['queue', 'message queue'],
]);

/** A mode ignores hosts: who could not be resolved says nothing about what else fails. */
function modeEvidence(mode: Mode, alert: Alert, text: string): Evidence {
  const { traceId } = alert;
  const driver = familyOf(text, modulesOf(alert), alert.drivers);
  return {
    named: mode.cause,
    family: null,
    ...(driver === null ? {} : { driver }),
    ...(driver === null && isOfClients(mode, text) ? { expected: true } : {}),
    // After each release some tab of before asks for what is gone, and is well once it is loaded anew.
    ...(mode.cause.key === 'mode:chunk' ? { ordinary: true } : {}),
    names: none,
    hints: none,
    weak: [],
    unreachable: false,
    traceId,
  };
}

/** Whoever logs in has credentials as well. */
function isOfClients({ cause: { key } }: Mode, text: string): boolean {
  return key === 'mode:credentials' && saysClientErred(text);
}

/** All texts of an alert, the root cause first, each once. */
function textOf(alert: Alert): string {
  let all = '';
  for (const { type, value } of keptOf(alert)) all += `${type}: ${cut(value)}\n`;
  for (const text of [alert.message, alert.title]) {
    const part = cut(text);
    if (!all.includes(part)) all += `${part}\n`;
  }
  return all.slice(0, longestInAll);
}

/** Where the exceptions are defined, the root cause first: a driver's own types often name it there alone. */
function modulesOf(alert: Alert): readonly string[] {
  return keptOf(alert).flatMap(({ module }) => module?.toLowerCase() ?? []);
}

function keptOf({ exceptions: chain }: Alert): Alert['exceptions'] {
  return chain.length <= mostExceptions ? chain : [...chain.slice(0, 4), ...chain.slice(-4)];
}

/** Long texts keep their end as well: some drivers put the reason behind the query. */
function cut(text: string): string {
  if (text.length <= longestText) return text;
  return `${text.slice(0, longestText - 300)} ${text.slice(-300)}`;
}

/** One for all: an empty list takes 32 bytes, and each issue keeps what is said of it. */
const none: readonly string[] = [];

/** What was called in vain before, as far as the texts do not name it themselves. */
function hintsOf({ calledHosts }: Alert, named: readonly string[]): readonly string[] {
  if (calledHosts.length === 0) return none;
  const names = calledHosts.slice(0, 8).map((host) => nameOfHost(host.replace(/:\d+$/, '')));
  return [...new Set(names.filter((name) => name !== null))].filter((name) => !named.includes(name));
}

function weakCauses(alert: Alert): readonly Cause[] {
  const weak = codesOf(alert).map((code): Cause => {
    return { kind: 'code', key: `code:${code}`, title: `errors about ${code}` };
  });
  const said = alert.message === '' ? alert.title : alert.message;
  const wording = withoutFetchedHosts(said);
  const inOne = inOneWording(wording);
  const template = templateOf(inOne);
  if (isStrict(template)) {
    weak.push({
      kind: 'template',
      key: `template:${template}`,
      title: `the same error: ${(inOne === wording ? template : templateAsSaid(wording)).slice(0, 120)}`,
    });
  }
  // No room for more: each issue keeps it.
  return weak.concat(serviceCause(alert));
}

function serviceCause({ service }: Alert): Cause {
  return { kind: 'service', key: serviceKey(service), title: `many errors in ${service}` };
}

/** Identifiers that the texts name; types are code of their own, and a service's name is no identifier of its code. */
function codesOf(alert: Alert): readonly string[] {
  const values = new Set([...keptOf(alert).map(({ value }) => cut(value)), cut(alert.message)]);
  const text = [...values].join('\n').slice(0, longestInAll);
  const own = alert.service.replaceAll(/[._-]/g, '_').toLowerCase();
  return codesIn(text === '' ? cut(alert.title) : text).filter((code) => code !== own);
}

/** Whether a template says enough that two errors with it are likely one: at least four words of its own. */
function isStrict(template: string): boolean {
  if ((template.match(/(?<![\w<])[A-Za-z']{2,}/g)?.length ?? 0) >= leastTemplateWords) return true;
  return /[^\0-\x7f]/.test(template) && wordsInAnyScript(template) >= leastTemplateWords;
}

/** Words, whatever they are written in; where none is set apart from the next, two signs are counted as one. */
function wordsInAnyScript(template: string): number {
  const signs = template.match(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/gu)?.length ?? 0;
  const words =
    template.match(/(?<![\p{L}\p{N}_<])(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])\p{L}){2,}/gu)
      ?.length ?? 0;
  return words + Math.floor(signs / 2);
}

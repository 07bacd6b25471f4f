import { inOneWording } from '../browser-wordings.ts';
import { TemplateReader } from './template-reader.ts';

/** Longest text that is read; what follows is detail that never decides what kind of error it is. */
const longestText = 2_000;

/** The text that was read last: an alert's signature and its weak causes are mostly about the same one. */
let last = { text: '', template: '' };

/**
 * The part of an error's text that stays the same when it happens again, at most 360 characters. Every value becomes
 * `#`: numbers with their units, ids, hex, addresses, hosts, paths, dates, what is quoted or assigned; a list of them is
 * one. Names of code (`reading 'total'`) and codes that say what broke (`status 503`, `ECONNREFUSED`) stay, because they
 * tell one error from another. Stateless, so that a template never drifts.
 */
export function templateOf(text: string): string {
  if (text !== last.text) last = { text, template: read(text) };
  return last.template;
}

/** The same of a text in its own words: what people read is never another engine's wording of it. */
export function templateAsSaid(text: string): string {
  return new TemplateReader(bounded(text)).read();
}

function read(text: string): string {
  return new TemplateReader(inOneWording(bounded(text))).read();
}

function bounded(text: string): string {
  return text.length > longestText ? text.slice(0, longestText) : text;
}

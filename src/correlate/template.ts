/** Longest text that is read; what follows is detail that never decides what kind of error it is. */
const longestText = 400;

const codeNoun =
  /(?:reading|propert(?:y|ies)|attribute|module|method|function|column|relation|table|key|evaluating|field|variable|constant|class|invoke|call|because) $/i;
const codePhrase = /^ (?:object|is not|is undefined|is null|of (?:undefined|null))/;
const identifier = /^[A-Za-z_$][\w$.]{0,60}(?:\(\))?$/;
const quoted = /"([^"\n]{0,200})"|`([^`\n]{0,200})`|(?<!\w)'([^'\n]{0,200})'(?!\w)/g;

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const url = /^[a-z][a-z0-9+.-]{1,15}:\/\//i;
const email = /^[^@\s]{1,64}@[\w.-]{1,100}\.[a-z]{2,}$/i;
const moment =
  /^(?:\d{4}[-/]\d\d[-/]\d\d(?:t[\d:.]+(?:z|[+-]\d\d:?\d\d)?)?|\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?)z?$/i;
const address = /^\[?(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){3,8})\]?(?::\d{1,5})?$/i;
const hostPort = /^[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)*:\d{2,5}$/i;
const hex = /^(?:0x[0-9a-f]+|(?=[a-f]*\d)[0-9a-f]{7,})$/i;
const path = /^(?:(?:~|\.{1,2})?\/[^/]|[a-z]:\\|[^/]*\/[^/]*\/)/i;
const assignment = /^([A-Za-z_][\w.-]{0,40})=(.*)$/;
const quantity = /^[+-]?\d[\d.,_]*(?:e[+-]?\d+)?([a-zµ%]{0,3})$/i;
const statusWord = /^(?:status|code|http|statuscode|error)[:=]?$/i;
const statusCode = /^[1-5]\d\d$/;

/** Words that carry a digit and are words all the same. */
const wordsWithDigits = new Set(
  (
    's3 ec2 k8s http2 h2 utf8 utf-8 x509 md5 sha1 sha256 ipv4 ipv6 oauth2 base64 i18n log4j psycopg2 urllib3 ' +
    'web3 p2p b2b es6 tls1 neo4j auth0 route53 oauth1 int32 int64 uint8 float64 win32 gzip2'
  ).split(' '),
);

/**
 * The part of an error's text that stays the same when it happens again: numbers become `#`, and ids, hex,
 * addresses, paths, times and quoted values become a placeholder. Names of code (`reading 'total'`) and HTTP
 * statuses stay, because they tell one error from another. Stateless, so that a template never drifts.
 */
export function templateOf(text: string): string {
  const bounded = unifyBrowsers(text.length > longestText ? text.slice(0, longestText) : text);
  const words: string[] = [];
  let previous = '';
  for (const token of bounded.replace(quoted, maskQuoted).split(/\s+/)) {
    if (token === '') continue;
    const word = isPlain(token) ? token : maskToken(token, previous);
    // A list of ids is as long as it happens to be: its last placeholder stands for all of it.
    if (/[#>],$/.test(previous) && previous.startsWith(word.replace(/,$/, ''))) words.pop();
    words.push(word);
    previous = word;
  }
  return words.join(' ');
}

/** Browsers word the same mistake differently; this gives the wording of Chrome for all of them. */
function unifyBrowsers(text: string): string {
  if (
    !text.includes('undefined') &&
    !text.includes('null') &&
    !text.includes('etch') &&
    text !== 'Load failed'
  )
    return text;
  return text
    .replace(
      /Cannot read property '([^']{1,80})' of (undefined|null)/,
      "Cannot read properties of $2 (reading '$1')",
    )
    .replace(
      /(undefined|null) is not an object \(evaluating '(?:[^'.]{1,60}\.){0,6}([^'.]{1,60})'\)/,
      "Cannot read properties of $1 (reading '$2')",
    )
    .replace(/NetworkError when attempting to fetch resource\.?|^Load failed$/, 'Failed to fetch');
}

function maskQuoted(whole: string, ...found: unknown[]): string {
  const inner = [found[0], found[1], found[2]].find((part) => typeof part === 'string') ?? '';
  const at = found[3];
  const text = found[4];
  if (typeof at !== 'number' || typeof text !== 'string' || typeof inner !== 'string') return '<*>';
  if (!identifier.test(inner)) return '<*>';
  const named =
    codeNoun.test(text.slice(Math.max(0, at - 14), at)) ||
    codePhrase.test(text.slice(at + whole.length, at + whole.length + 16));
  return named ? `'${inner}'` : '<*>';
}

function isPlain(token: string): boolean {
  for (let i = 0; i < token.length; i += 1) {
    const code = token.charCodeAt(i);
    const letter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
    if (!letter && code !== 44 && code !== 58 && code !== 46 && code !== 39) return false;
  }
  return true;
}

const opening = '([{<"\'';
const closing = ')]}>"\',.;:!?';

function maskToken(token: string, previous: string): string {
  let from = 0;
  let to = token.length;
  while (from < to && opening.includes(token.charAt(from))) from += 1;
  while (to > from && closing.includes(token.charAt(to - 1))) to -= 1;
  if (from === to || token.includes('<*>')) return token.replace(/\d+/g, '#');
  return token.slice(0, from) + maskCore(token.slice(from, to), previous) + token.slice(to);
}

function maskCore(core: string, previous: string): string {
  if (url.test(core)) return '<url>';
  const pair = assignment.exec(core);
  if (pair !== null) return `${pair[1] ?? ''}=${maskValue(pair[1] ?? '', pair[2] ?? '')}`;
  if (core.includes('@') && email.test(core)) return '<email>';
  if (path.test(core)) return '<path>';
  if (!/\d/.test(core)) return core.includes('::') && address.test(core) ? '<addr>' : core;
  return maskDigits(core, previous);
}

function maskValue(key: string, value: string): string {
  return statusWord.test(key) && statusCode.test(value) ? value : '<*>';
}

function maskDigits(core: string, previous: string): string {
  if (statusCode.test(core) && statusWord.test(previous)) return core;
  if (uuid.test(core)) return '<id>';
  if (moment.test(core)) return '<time>';
  if (address.test(core) || hostPort.test(core)) return '<addr>';
  if (wordsWithDigits.has(core.toLowerCase())) return core;
  const amount = quantity.exec(core);
  if (amount !== null) return `#${amount[1] ?? ''}`;
  if (hex.test(core) || looksLikeId(core)) return '<id>';
  return core.replace(/\d+/g, '#');
}

/** An opaque id: long, and its letters and digits alternate more often than in any word. */
function looksLikeId(core: string): boolean {
  if (core.length < 8) return false;
  const changes = core.match(/[a-z]\d|\d[a-z]/gi)?.length ?? 0;
  return changes >= 3 || (core.length >= 20 && changes >= 1);
}

/** Protocols of pages. */
export const webProtocols: readonly string[] = ['https:', 'http:'];

const httpsOnly: readonly string[] = ['https:'];

/** How long an address may be that people or programs are led to; what is longer hides where it leads. */
const longestAddress = 2_000;

/**
 * An address that people may be shown and programs may call: absolute, of one of these protocols, without a user name
 * or password, which would tell who asks, or pass for a host (`https://sentry.io@evil.example`), and at most `longest`
 * characters long, as written and as parsed. Null for every other text. Whether its host is the right one is for the
 * caller to say.
 */
export function webAddress(
  text: string,
  {
    protocols = httpsOnly,
    longest = longestAddress,
  }: { protocols?: readonly string[]; longest?: number } = {},
): URL | null {
  const url = text.length > longest ? null : URL.parse(text);
  if (url === null || !protocols.includes(url.protocol)) return null;
  if (url.username !== '' || url.password !== '' || url.href.length > longest) return null;
  return url;
}

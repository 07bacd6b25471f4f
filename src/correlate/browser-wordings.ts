/** Browsers word the same mistake differently; this gives the wording of Chrome for all of them. */
export function unifyBrowsers(text: string): string {
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

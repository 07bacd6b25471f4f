/** Something by which a person, or a device of one, could be found. */
const personal: readonly RegExp[] = [
  /[^\s@<>()[\]"']{1,64}@[a-z0-9][a-z0-9.-]{0,252}\.[a-z]{2,24}/gi,
  /\b(?:\d{1,3}\.){3}\d{1,3}\b/g,
  /\b(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}\b/gi,
];

/** The same text with `…` in the place of mail addresses and IP addresses. Bound its length before. */
export function withoutAddresses(text: string): string {
  return personal.reduce((rest, pattern) => rest.replaceAll(pattern, '…'), text);
}

/** A person's name; null where it is an address, or names nobody. At most 80 characters. */
export function nameOnly(text: string | null): string | null {
  const name = (text ?? '').slice(0, 200).trim();
  return name === '' || withoutAddresses(name) !== name ? null : name.slice(0, 80);
}

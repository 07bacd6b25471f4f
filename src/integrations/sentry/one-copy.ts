/** Longer ones seldom come again. */
const longest = 64;
const kept = 2_000;

/** Texts that came lately. It follows from what is read alone, and is begun anew when it is full. */
const copies = new Map<string, string>();

/**
 * The same text, in one copy for all who read it lately. Names of services, tags, environments and rules come again in
 * every body, JSON makes each anew, and incidents keep them.
 */
export function oneCopy<Text extends string | null>(text: Text): Text {
  if (text === null || text.length > longest) return text;
  const known = copies.get(text);
  if (known !== undefined) return known as Text;
  if (copies.size >= kept) copies.clear();
  copies.set(text, text);
  return text;
}

/** A scenario file as YAML gives it, before anything is known of it. */
type RawPlan = Readonly<Record<string, unknown>>;

/** Whether a value is a mapping of YAML. */
export function isMapping(value: unknown): value is RawPlan {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * What a scenario is that builds on another: everything of that one but its title, with its own over it. Maps
 * (`families`, `values`) and lists of things with a name take over what they do not name; an item with a known
 * name replaces only the fields that it gives. An empty list takes everything away; any other list replaces.
 */
export function over(base: RawPlan, own: RawPlan): RawPlan {
  const inherited = Object.fromEntries(Object.entries(base).filter(([key]) => key !== 'title'));
  const keys = new Set([...Object.keys(inherited), ...Object.keys(own)]);
  return Object.fromEntries(
    [...keys].map((key) => [key, key in own ? joined(inherited[key], own[key]) : inherited[key]]),
  );
}

function joined(base: unknown, own: unknown): unknown {
  if (isMapping(base) && isMapping(own)) return { ...base, ...own };
  if (!Array.isArray(base) || !Array.isArray(own) || own.length === 0) return own;
  const [before, mine] = [namedItems(base), namedItems(own)];
  if (before === null || mine === null) return own;
  return [...new Map([...before, ...mine]).keys()].map((name) => ({
    ...before.get(name),
    ...mine.get(name),
  }));
}

/** The items by `id` or `name`; null for a list of which one has neither, or two have the same. */
function namedItems(list: readonly unknown[]): Map<string, RawPlan> | null {
  const items = new Map<string, RawPlan>();
  for (const item of list) {
    const name: unknown = isMapping(item) ? (item['id'] ?? item['name']) : null;
    if (!isMapping(item) || typeof name !== 'string' || items.has(name)) return null;
    items.set(name, item);
  }
  return items;
}

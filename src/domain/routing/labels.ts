/** What matchers are held against: by label its values, all of them true of the incident. */
export type Labels = ReadonlyMap<string, readonly string[]>;

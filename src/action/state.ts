/** The relay's address as the main step saved it; null when it got nowhere. */
export function relayOfState(text: string): string | null {
  return /^https?:\/\//.test(text) && URL.canParse(text) ? text : null;
}

/** The ids of drills as the main step saved them; none when it saved nothing that can be read. */
export function drillsOfState(text: string): readonly string[] {
  if (text === '') return [];
  try {
    const ids: unknown = JSON.parse(text);
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}

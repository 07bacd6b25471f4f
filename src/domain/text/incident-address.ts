/** Where people read of one incident: its own page at the address at which they reach the relay. */
export function incidentAddress(relayUrl: string, incident: string): URL {
  const address = new URL(relayUrl);
  address.pathname = `${address.pathname.replace(/\/$/, '')}/incidents/${encodeURIComponent(incident)}`;
  return address;
}

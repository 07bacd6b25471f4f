const octets = String.raw`(?<![\w.])((?:\d{1,3}\.){3}\d{1,3})`;

/** An address with its port as each language writes it: `10.1.2.3:8443`, `('10.1.2.3', 8443)`, `10.1.2.3 port 8443`. */
const pairs = new RegExp(octets + String.raw`(?::|'?, ?(?:port ?= ?)?| port )(\d{2,5})(?!\d|\.\d|->)`, 'g');

/** The same of version 6: `[fd00::12]:8443`, and `fd00::12:8443` as Node writes it, where two colons tell it from a time. */
const pairsOfSix =
  /\[([\da-f]{0,4}(?::[\da-f]{0,4}){2,7})(?:%[a-z\d]{1,16})?\]:(\d{2,5})(?![\w.]|->)|(?<![\w:.[])([\da-f]{1,4}(?::[\da-f]{1,4}){0,5}::(?:[\da-f]{1,4}:){0,5}[\da-f]{1,4}):(\d{4,5})(?![\w:.]|->)/g;

const mostAddresses = 2;

/**
 * Addresses with the port of a server that lower-case text names: several services that cannot reach the same one mean
 * one thing. Neither this machine nor who looks up names, and no port that a client is given for one connection.
 */
export function addressesIn(text: string): readonly string[] {
  const found = new Set<string>();
  for (const [, address = '', port = ''] of text.matchAll(pairs)) {
    if (/^(?:127|0)\./.test(address) || address === '255.255.255.255' || !isServersPort(Number(port)))
      continue;
    if (found.size < mostAddresses) found.add(`${address}:${port}`);
  }
  for (const [, bracketed, itsPort, bare, port = itsPort] of text.matchAll(pairsOfSix)) {
    const address = bracketed ?? bare ?? '';
    if (/^[0:]*:0*1?$/.test(address) || !isServersPort(Number(port))) continue;
    if (found.size < mostAddresses) found.add(`[${address}]:${port}`);
  }
  return [...found];
}

/** Whether what is told of a host is its address: names have no port. */
export function isAddress(told: string): boolean {
  return told.includes(':');
}

/** Whether an address is one of a company's own network: no vendor is reached by it. */
export function isPrivateAddress(address: string): boolean {
  return /^(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.|^\[f[cd][\da-f]{2}:/.test(address);
}

/** Clients get ports from 32768 on; gRPC serves on some of them. */
function isServersPort(port: number): boolean {
  return port >= 50_050 ? port <= 50_060 : port < 32_768 && port !== 53;
}

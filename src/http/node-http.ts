export type { Server } from 'node:http';

/**
 * Node's HTTP server. An `import` of `node:http` by value reads all that the module has to give, and with it loads Node's
 * own HTTP client, HTTP/2 and web streams: 6 MB of this thread's memory, for nothing that a door uses.
 */
export const { createServer, STATUS_CODES } = process.getBuiltinModule('node:http');

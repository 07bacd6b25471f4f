import type { Server } from 'node:http';
import { inTime, type Clock } from '../seams/clock.ts';

/** Webhooks that are being answered get this long before their connections are cut, real ms. */
const doorsCloseMs = 2_000;

/** Takes no new connection, lets running answers end, then cuts what is left. */
export async function closeDoors(server: Server, pace: Pick<Clock, 'sleep'>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  await inTime(pace, doorsCloseMs, closed);
  server.closeAllConnections();
}

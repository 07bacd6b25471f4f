/**
 * Strangers, in a process of their own: `node bench/door/strangers.ts <plan as JSON>`. Each signs with a secret of its
 * own in Sentry's form, so that no look at its headers gives it away. Ends when it is told to.
 */
import { connect } from 'node:net';
import type { Address } from './line.ts';
import { path } from './webhooks.ts';

/** What they do. `unfinished`: all but the last byte of 2 MiB, once; `streams`: whole bodies of 2 MB, on and on. */
export interface StrangersPlan extends Address {
  readonly act: 'unfinished' | 'streams';
  readonly many: number;
  /** The address that they come from. */
  readonly from: string;
}

const mebibyte = 1024 * 1024;

function headOf(bytes: number): string {
  return [
    `POST ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Content-Type: application/json',
    `Content-Length: ${bytes}`,
    'Sentry-Hook-Resource: event_alert',
    `Sentry-Hook-Signature: ${'ab'.repeat(32)}`,
    '\r\n',
  ].join('\r\n');
}

const body = Buffer.from(`{"installation":{},"data":"${'x'.repeat(2 * mebibyte)}`).subarray(0, 2 * mebibyte);
const whole = Buffer.concat([Buffer.from(headOf(body.length - 1)), body.subarray(1)]);
const unfinished = Buffer.concat([Buffer.from(headOf(body.length)), body.subarray(1)]);

function unfinishedFrom({ port, from }: StrangersPlan): void {
  const socket = connect({ host: '127.0.0.1', port, localAddress: from });
  socket.on('error', () => undefined);
  socket.resume();
  socket.write(unfinished);
}

/** One body after the other; where the line is cut, on a new one. */
function streamFrom(plan: StrangersPlan): void {
  const socket = connect({ host: '127.0.0.1', port: plan.port, localAddress: plan.from });
  socket.on('error', () => undefined);
  socket.on('connect', () => socket.write(whole));
  socket.on('data', () => socket.write(whole));
  socket.on('close', () => setTimeout(() => streamFrom(plan), 10));
}

const plan = JSON.parse(process.argv[2] ?? '') as StrangersPlan;
for (let n = 0; n < plan.many; n += 1) {
  if (plan.act === 'unfinished') unfinishedFrom(plan);
  else streamFrom(plan);
}
process.stdout.write('begun\n');
setInterval(() => undefined, 1_000);

/**
 * What the door is measured against: `node bench/door/bare.ts http|express` reads a webhook to its end and answers it
 * as the relay does, without looking at it or keeping it. Prints its port.
 */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { path } from './webhooks.ts';

const answer = { accepted: true, duplicate: false, seq: 1 };

const bareHttp: RequestListener = (request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    if (Buffer.concat(chunks).length === 0) response.statusCode = 400;
    else response.statusCode = 202;
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    response.end(JSON.stringify(answer));
  });
};

function serverOf(kind: string | undefined): Server {
  if (kind === 'http') return createServer(bareHttp);
  const app = express();
  app.post(path, express.raw({ type: '*/*', limit: '2mb' }), (_request, response) => {
    response.status(202).json(answer);
  });
  return createServer(app);
}

const server = serverOf(process.argv[2]);
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${port}\n`);
});

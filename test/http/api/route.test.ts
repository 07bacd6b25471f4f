import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { bodyBy, choice, limit, line, nothing, queryBy } from '../../../src/http/api/reading.ts';
import { figure, roomsOf, route, routerOf } from '../../../src/http/api/route.ts';
import { errorAnswers } from '../../../src/http/errors.ts';
import { silentLog } from '../../../src/seams/log.ts';

const said = bodyBy(z.object({ who: line(5), why: line(20) }).catch({ who: null, why: null }), 'bad-ring');
const bell = bodyBy(z.object({ tone: z.string() }), 'bad-bell');
const listed = queryBy(z.object({ state: choice('state', ['open', 'shut'], 'open'), limit: limit(3, 10) }));
const routes = [
  figure('/bells', listed, (query) => query),
  route({
    method: 'POST',
    path: '/bells',
    reads: bell,
    answers: 201,
    errors: {},
    answer: (asked) => asked.said,
  }),
  route({
    method: 'POST',
    path: '/bells/:id/ring',
    may: 'ci',
    reads: said,
    errors: { 'no-such-bell': [404, 'There is no bell {id}, said {who}.'] },
    answer: (asked, fault) => {
      if (asked.id === '{who}$&') throw fault('no-such-bell', { id: asked.id, who: asked.who });
      return asked;
    },
  }),
  figure('/tower', nothing, () => ({ tall: true }), 'ci'),
];

const server = createServer(
  express()
    .use(express.json())
    .use((_request, response, next) => {
      response.locals['who'] = 'Ines';
      next();
    })
    .use(routerOf(routes, () => true))
    .use(errorAnswers(silentLog)),
);
beforeAll(() => new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening)));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function call(path: string, method = 'GET', body?: string): Promise<[number, unknown, string | null]> {
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body }),
  });
  return [response.status, await response.json(), response.headers.get('allow')];
}

const error = (code: string, message: string): object => ({ error: { code, message } });

describe('a route', () => {
  it('answers what it makes of what it reads', async () => {
    expect(await call('/bells')).toEqual([200, { state: 'open', limit: 3 }, null]);
    expect(await call('/bells?state=shut&limit=7&other=1')).toEqual([200, { state: 'shut', limit: 7 }, null]);
    expect(await call('/bells', 'POST', '{"tone":"c"}')).toEqual([201, { tone: 'c' }, null]);
    expect(await call('/tower')).toEqual([200, { tall: true }, null]);
  });

  it('knows who asks, and reads nothing out of a body that says nothing', async () => {
    for (const body of ['{"who":7,"why":"\\u202e "}', '[]', '{}'])
      expect(await call('/bells/b-1/ring', 'POST', body)).toEqual([
        202,
        { id: 'b-1', said: { who: null, why: null }, who: 'Ines' },
        null,
      ]);
    const [, rung] = await call('/bells/b-1/ring', 'POST', '{"who":" Ad\\u0007a Byron "}');
    expect(rung).toMatchObject({ said: { who: 'Ada B' } });
  });

  it.each([
    ['/bells?state=open&state=shut', '"state" must be one of open, shut.'],
    ['/bells?limit=11', '"limit" must be a whole number from 1 to 10.'],
    ['/bells?limit=0', '"limit" must be a whole number from 1 to 10.'],
    ['/bells?limit=2&limit=2', '"limit" must be a whole number from 1 to 10.'],
  ])('says what is wrong with %s', async (path, message) => {
    expect(await call(path)).toEqual([400, error('bad-query', message), null]);
  });

  it('says what is wrong with a body, and refuses in its own sentence, with the facts as they are', async () => {
    const [status, told] = await call('/bells', 'POST', '{"tone":1}');
    expect([status, told]).toMatchObject([400, { error: { code: 'bad-bell' } }]);
    expect(await call(`/bells/${encodeURIComponent('{who}$&')}/ring`, 'POST', '{}')).toEqual([
      404,
      error('no-such-bell', 'There is no bell {who}$&, said Ines.'),
      null,
    ]);
  });

  it('shares its path with others, which together say what methods it has', async () => {
    const [status, , allow] = await call('/bells', 'DELETE');
    expect([status, allow]).toEqual([405, 'GET, POST']);
    expect((await call('/bells/b-1/ring'))[2]).toBe('POST');
  });

  it('is for operators alone where nothing else is said', () => {
    expect(routes.map(({ may }) => may)).toEqual(['operators', 'operators', 'ci', 'ci']);
    expect(roomsOf(routes)).toEqual(['/bells', '/tower']);
  });
});

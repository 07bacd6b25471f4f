import type { RequestHandler } from 'express';
import type { Gatekeeper } from '../access/admin-auth.ts';
import type { HttpDeps } from '../http-deps.ts';

/** `GET /healthz`: the process answers. */
export const healthz: RequestHandler = (_request, response) => {
  response.setHeader('Cache-Control', 'no-store');
  response.json({ status: 'ok' });
};

/** `GET /readyz`: 200 or 503 for everybody; the reasons only for who may read the API. */
export function readyz({ readiness }: Pick<HttpDeps, 'readiness'>, gatekeeper: Gatekeeper): RequestHandler {
  return async (request, response) => {
    const { ready, ...why } = await readiness();
    const told = gatekeeper.judge(request).ok ? { ready, ...why } : { ready };
    response.setHeader('Cache-Control', 'no-store');
    response.status(ready ? 200 : 503).json(told);
  };
}

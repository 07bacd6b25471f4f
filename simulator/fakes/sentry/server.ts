import type { Express } from 'express';
import { jsonAnswer } from '../../faults/fault-plan.ts';
import { bareApp, write } from '../exchange.ts';

/**
 * What the fake Sentry answers when it is called: Sentry is a sender here, so its Web API knows nothing and
 * says so in Sentry's own words.
 */
export function sentryApp(): Express {
  const app = bareApp();
  app.use((_request, response) => {
    write(response, jsonAnswer(404, { detail: 'The requested resource does not exist' }));
  });
  return app;
}

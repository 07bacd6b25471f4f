import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { bearerOf, tooManyTries, type Access, type Gatekeeper } from './admin-auth.ts';
import { sendError } from '../errors.ts';
import { sameText } from './session.ts';
import type { TokenTries } from './token-tries.ts';

/**
 * Who may tell of deploys and run drills. With a CI_TOKEN everybody has to show that one or the operator's; without
 * one, whoever may read the API. The rule that a relay without ADMIN_TOKEN is this machine's alone holds here too.
 */
export function createCiGatekeeper(
  ciToken: string | null,
  operators: Gatekeeper,
  tries: TokenTries,
): Gatekeeper {
  if (ciToken === null) return operators;
  return { asks: true, judge: (request) => judge(request, { ciToken, operators, tries }) };
}

function judge(
  request: IncomingMessage,
  {
    ciToken,
    operators,
    tries,
  }: { readonly ciToken: string; readonly operators: Gatekeeper; readonly tries: TokenTries },
): Access {
  const operator = operators.judge(request);
  const bearer = bearerOf(request);
  if (bearer !== null && sameText(bearer, ciToken))
    return operator.ok || operators.asks ? { ok: true, who: 'CI' } : operator;
  // On this machine alone nobody shows a token, and then one that was set is still asked for.
  if (operator.ok && operators.asks) return operator;
  if (!operator.ok && operator.status !== 401) return operator;
  // Where operators are asked for a token, a wrong one was counted when they were looked for.
  if (bearer !== null && !operators.asks && !tries.wrong(request, 'bearer')) return tooManyTries;
  return bearer === null
    ? refusal('ci-token-needed', 'Give the CI_TOKEN (ci_token) as "Authorization: Bearer <token>".')
    : refusal(
        'ci-token-wrong',
        'This is not the CI_TOKEN (ci_token) of this relay. Was it changed on one side only?',
      );
}

function refusal(code: string, message: string): Access {
  return { ok: false, status: 401, code, message };
}

/** Everything but deploys and drills: CI's token opens none of it, not even where nobody else is asked for one. */
export function refuseCiToken(ciToken: string | null): RequestHandler {
  return (request, response, next) => {
    const bearer = bearerOf(request);
    if (ciToken === null || bearer === null || !sameText(bearer, ciToken)) next();
    else
      sendError(
        response,
        403,
        'ci-token',
        'CI_TOKEN (ci_token) opens POST /api/deploys and /api/synthetics, nothing else.',
      );
  };
}

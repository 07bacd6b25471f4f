import { loadSettings } from '../../config/load.ts';
import type { Settings } from '../../config/settings.ts';

/**
 * Asks the running relay: it holds its store's file, so what writes goes through its API.
 * @param body What the request carries, unless it only reads; an empty object by default.
 * @returns Its answer, as JSON has it.
 * @throws Error when no relay answers, or it refuses.
 */
export async function askRelay(
  path: string,
  body: object = {},
  method: 'GET' | 'POST' | 'DELETE' = 'POST',
): Promise<unknown> {
  const { settings } = loadSettings(process.env);
  const url = `http://${settings.listen.host}:${settings.listen.port}${path}`;
  const response = await send(url, settings, body, method);
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer;
  throw new Error(`The relay answered ${response.status} to ${url}: ${messageOf(answer)}`);
}

async function send(url: string, { adminToken }: Settings, body: object, method: string): Promise<Response> {
  const authorization: Record<string, string> =
    adminToken === null ? {} : { authorization: `Bearer ${adminToken}` };
  try {
    return await fetch(url, {
      method,
      headers: { 'content-type': 'application/json', ...authorization },
      ...(method !== 'GET' && { body: JSON.stringify(body) }),
    });
  } catch (error) {
    throw new Error(`No relay answers at ${url}. Start it first: it owns the store.`, { cause: error });
  }
}

/** The sentence of the relay's error bodies, else the body as it is. */
function messageOf(answer: unknown): string {
  if (typeof answer === 'object' && answer !== null && 'error' in answer) {
    const { error } = answer;
    if (typeof error === 'object' && error !== null && 'message' in error) return String(error.message);
  }
  return JSON.stringify(answer);
}

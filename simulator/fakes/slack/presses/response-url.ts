import type { Request, Response } from 'express';
import { bodyOf, isObject, jsonOf } from '../../exchange.ts';
import type { Workspace } from '../workspace.ts';

/** An app answers a press at the address that came with it: only whoever pressed sees it. */
export function takeAnswer(workspace: Workspace, request: Request, response: Response): void {
  const user = workspace.answerable.get(String(request.params['key']));
  const told = jsonOf(bodyOf(request).toString('utf8'));
  if (user === undefined) {
    response.status(404).json({ ok: false, error: 'expired_url' });
    return;
  }
  if (!isObject(told) || typeof told['text'] !== 'string' || told['text'] === '') {
    response.status(400).json({ ok: false, error: 'no_text' });
    return;
  }
  workspace.ephemeral.push({ at: workspace.clock.now(), user, text: told['text'] });
  response.json({ ok: true });
}

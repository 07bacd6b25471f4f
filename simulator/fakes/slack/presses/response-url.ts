import type { Request, Response } from 'express';
import { bodyOf, isObject, jsonOf } from '../../exchange.ts';
import { checkBlocks } from '../block-kit.ts';
import type { Workspace } from '../workspace.ts';
import { buttonsIn } from './buttons.ts';

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
  const blocks = Array.isArray(told['blocks']) ? told['blocks'] : [];
  if (checkBlocks(blocks).length > 0) {
    response.status(400).json({ ok: false, error: 'invalid_blocks' });
    return;
  }
  // What takes the place of an answer takes away what could be chosen there.
  if (blocks.length > 0 || told['replace_original'] === true) workspace.offered.set(user, buttonsIn(blocks));
  workspace.ephemeral.push({ at: workspace.clock.now(), user, text: told['text'] });
  response.json({ ok: true });
}

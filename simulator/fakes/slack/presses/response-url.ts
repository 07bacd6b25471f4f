import type { Request, Response } from 'express';
import { bodyOf, isObject, jsonOf } from '../../exchange.ts';
import { checkBlocks } from '../block-kit.ts';
import type { Workspace } from '../workspace.ts';
import { buttonsIn } from './buttons.ts';

/** "You can respond up to five times within thirty minutes" (docs.slack.dev/interactivity/handling-user-interaction). */
const mostAnswers = 5;
const answersForMs = 30 * 60_000;

/** An app answers a press at the address that came with it: only whoever pressed sees it. */
export function takeAnswer(workspace: Workspace, request: Request, response: Response): void {
  const answerable = workspace.answerable.get(String(request.params['key']));
  const told = jsonOf(bodyOf(request).toString('utf8'));
  if (answerable === undefined || workspace.clock.now() - answerable.since > answersForMs) {
    response.status(404).json({ ok: false, error: 'expired_url' });
    return;
  }
  if (answerable.answers >= mostAnswers) {
    response.status(404).json({ ok: false, error: 'used_url' });
    return;
  }
  const { user } = answerable;
  if (!isObject(told) || typeof told['text'] !== 'string' || told['text'] === '') {
    response.status(400).json({ ok: false, error: 'no_text' });
    return;
  }
  const blocks = Array.isArray(told['blocks']) ? told['blocks'] : [];
  if (checkBlocks(blocks).length > 0) {
    response.status(400).json({ ok: false, error: 'invalid_blocks' });
    return;
  }
  answerable.answers += 1;
  if (told['response_type'] !== 'in_channel' && answerable.press !== null) answerable.press.answers += 1;
  // What takes the place of an answer takes away what could be chosen there.
  if (blocks.length > 0 || told['replace_original'] === true) workspace.offered.set(user, buttonsIn(blocks));
  workspace.ephemeral.push({ at: workspace.clock.now(), user, text: told['text'] });
  response.json({ ok: true });
}

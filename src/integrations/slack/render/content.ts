import { toldUpto } from '../../../domain/sending/sent.ts';
import type { Send } from '../../../seams/notifier.ts';
import type { Has } from '../new-blocks.ts';
import type { Rendered } from './blocks.ts';
import type { Buttons } from './render-actions.ts';
import { renderMessage } from './render-message.ts';
import { renderOverflow } from './render-overflow.ts';
import { itemsToTell, renderThread } from './render-thread.ts';

/** What a send will say, and which timeline item it will have covered. */
export interface Content {
  readonly rendered: Rendered;
  readonly upto: number;
  readonly broadcast: boolean;
}

/** What rendering depends on besides the row. */
interface Readers {
  readonly relayUrl: string | null;
  readonly buttons: { readonly buttons?: Buttons };
  readonly has: Has;
}

/** What a row says now, or that there is nothing new to say. */
export function contentOf({ relayUrl, buttons, has }: Readers, { row, lag, now }: Send): Content | 'nothing' {
  const { projection, attempts, sent } = row;
  const { plain } = attempts;
  try {
    switch (projection.surface) {
      case 'message':
        return said(renderMessage(projection, { now, lag, plain, relayUrl, has, ...buttons }));
      case 'thread': {
        const told = itemsToTell(projection, toldUpto(sent));
        if (told === null) return 'nothing';
        const { upto, broadcast } = told;
        return { rendered: renderThread(told, { now, plain, has }), upto, broadcast };
      }
      case 'overflow':
        return said(renderOverflow(projection, { now, plain }));
      case 'page':
      case 'note':
      case 'hook':
      case 'change':
      case 'room':
      case 'room-post':
      case 'invite':
        throw new Error(`a ${projection.surface} has no form in Slack`);
    }
  } catch (error) {
    throw new RenderError(error);
  }
}

function said(rendered: Rendered): Content {
  return { rendered, upto: 0, broadcast: false };
}

/** A mistake of ours, not of Slack's: this row fails, and the ones behind it go on. */
export class RenderError extends Error {
  override readonly name = 'RenderError';

  constructor(cause: unknown) {
    const why = cause instanceof Error ? cause.message : 'unknown reason';
    super(`The message could not be rendered (${why.slice(0, 200)}). Please report this.`, { cause });
  }
}

import type { Disposition } from '../../../src/domain/inbox/disposition.ts';
import type { Story } from '../story.ts';

/** Somebody presses a button of an incident's message: `what` is for example `resolve inc-1`. */
export function press(story: Story, atMs: number, what: string, name = 'ada'): Disposition {
  const [action = '', incident = ''] = what.split(' ');
  const body = {
    type: 'block_actions',
    user: { id: `U0${name.toUpperCase().replaceAll(/\W/g, '')}`, name },
    actions: [{ action_id: `stormrelay:1:${action}`, block_id: `stormrelay:1:${incident}` }],
  };
  const slack = { source: 'slack', kind: 'block_actions', verifiedBy: 'secret-1' } as const;
  return story.tell(atMs, JSON.stringify(body), slack);
}

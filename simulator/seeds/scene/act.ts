import { visibleRoots } from '../../referee/root-messages.ts';
import type { StoryEvent } from '../story/story.ts';
import { relayOrigin } from '../world/providers.ts';
import type { Scene } from './scene.ts';

const onCall = 'Robin Fake';

/** Somebody on call does something to what they see: the newest message, or the newest page that is open. */
export function act(scene: Scene, what: Extract<StoryEvent, { readonly does: 'act' }>['act']): void {
  switch (what) {
    case 'press-acknowledge':
      press(scene, 'acknowledge', 1);
      return;
    case 'press-twice':
      press(scene, 'acknowledge', 2);
      return;
    case 'press-resolve':
      press(scene, 'resolve', 1);
      return;
    case 'pager-acknowledge':
    case 'pager-resolve':
      actAtPager(scene, what === 'pager-resolve' ? 'resolve' : 'acknowledge');
      return;
    case 'delete-message': {
      const message = visibleRoots(scene.providers.stage.workspace.messages).at(-1);
      if (message === undefined) return;
      const { channel, ts } = message;
      const stored = scene.providers.stage.workspace.channels.get(channel)?.messages.get(ts);
      if (stored !== undefined) stored.seen.deleted = true;
      scene.record.deleted.add(`${channel} ${ts}`);
    }
  }
}

function press(scene: Scene, action: string, copies: number): void {
  const { stage } = scene.providers;
  const message = visibleRoots(stage.workspace.messages).at(-1);
  if (message === undefined || !scene.story.buttons) return;
  const { channel, ts } = message;
  const url = `${relayOrigin}/webhooks/slack/interactions`;
  scene.record.acknowledged.push(`${action} ${channel} ${ts}`);
  scene.record.pressed.push({ at: scene.time.elapsed(), message: JSON.stringify(message) });
  // What was never offered cannot be pressed.
  void stage.controls.presses.press({ url, channel, ts, action, copies }).catch(() => undefined);
}

function actAtPager({ time, record, providers }: Scene, does: 'acknowledge' | 'resolve'): void {
  const { stage } = providers;
  const page = stage.account.incidents.findLast(({ status }) => status !== 'resolved');
  if (page === undefined) return;
  const { routingKey, dedupKey } = page;
  const done = stage.controls.pagerduty.act({ does, routingKey, dedupKey, by: onCall, itself: false });
  if (!done || does !== 'resolve') return;
  const name = `${routingKey} ${dedupKey}`;
  record.endedAtPager.set(name, [...(record.endedAtPager.get(name) ?? []), time.elapsed()]);
}

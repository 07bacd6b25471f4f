import { byId, el, keyedList, setText } from './elements.js';
import { spanOf } from './times.js';

/** The strip on top: what is played, how far it is, and how little of it reaches people. */
export function createStory() {
  const list = keyedList(byId('figures'), {
    key: ({ name }) => name,
    make: ({ name }) => el('div', { 'data-figure': name }, el('dd'), el('dt')),
    update: (element, { value, words, tone }) => {
      setText(element.firstChild, value);
      setText(element.lastChild, words);
      element.dataset.tone = tone ?? '';
    },
  });
  /** What the storm's pace made it later; kept when nobody can turn it any more. */
  let turnedMs = 0;
  return ({ story, speed, figures, pace, at }) => {
    list(figuresOf(figures));
    const progress = byId('progress');
    progress.hidden = story === null;
    if (story === null) {
      setText(byId('phase'), 'Whatever a relay sends to these fakes is shown here.');
      return;
    }
    setText(byId('title'), story.title);
    turnedMs = pace?.turnedMs ?? turnedMs;
    const [gone, all] = [at - story.from - turnedMs, story.until - story.from];
    progress.firstElementChild.style.width = `${Math.min(100, Math.max(0, (100 * gone) / all))}%`;
    setText(byId('phase'), phaseOf(story, { gone, all, speed, times: pace?.times ?? 1 }));
  };
}

function phaseOf({ phase }, { gone, all, speed, times }) {
  if (phase === 'held') return 'The storm is over. Press Enter in the terminal to end the run.';
  const pace = speed === 1 ? '' : `, ${speed} times as fast as life`;
  if (times === 0)
    return `Paused at ${spanOf(Math.max(0, gone))} of ${spanOf(all)}: nothing new breaks, and time goes on`;
  if (gone < 0) return `It begins in ${spanOf(-gone)}${pace}`;
  return gone <= all
    ? `${spanOf(gone)} of ${spanOf(all)}${pace}`
    : `Over, and the relay comes to rest${pace}`;
}

const number = new Intl.NumberFormat('en');

/** What came in and what became of it, in words. */
export function figuresOf({ webhooks, perMinute, posts, updates, limited, woken }) {
  return [
    {
      name: 'webhooks',
      value: number.format(webhooks),
      words: `webhooks from Sentry, ${number.format(perMinute)} in the last minute`,
    },
    {
      name: 'posts',
      value: number.format(posts),
      words: posts === 1 ? 'message in Slack' : 'messages in Slack',
    },
    { name: 'updates', value: number.format(updates), words: updates === 1 ? 'edit' : 'edits' },
    {
      name: 'limited',
      value: number.format(limited),
      words: 'times “too many” (429)',
      tone: limited > 0 ? 'bad' : 'good',
    },
    { name: 'woken', value: number.format(woken), words: woken === 1 ? 'call' : 'calls' },
  ];
}

import { byId, keyedList } from './elements.js';
import { messageElement, updateMessage } from './messages.js';

/** The pane beside the channel: one message and its replies. */
export function threadPane(virtualNow) {
  const pane = byId('thread');
  const list = byId('thread-messages');
  let root = null;
  let stamp = '';
  const draw = keyedList(list, {
    key: ({ ts }) => ts,
    make: (message) => messageElement(message, { openThread: null }),
    update: (element, message) => updateMessage(element, message, virtualNow()),
  });
  const read = async () => {
    const wanted = root;
    const response = await fetch(`/messages/${root.channel}/${root.ts}/thread`).catch(() => null);
    if (response?.ok !== true || root !== wanted) return;
    const { messages } = await response.json();
    if (root !== wanted) return;
    const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 60;
    draw(messages);
    if (atEnd) list.scrollTop = list.scrollHeight;
  };
  const close = () => {
    root = null;
    stamp = '';
    pane.hidden = true;
    draw([]);
  };
  byId('thread-close').addEventListener('click', close);
  pane.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') close();
  });
  return {
    open: (message) => {
      draw([]);
      root = message;
      stamp = `${message.version}/${message.repliesVersion}`;
      pane.hidden = false;
      byId('thread-close').focus();
      void read();
    },
    close,
    /** A message is another than before, perhaps that of the thread. */
    follow: (message) => {
      if (root === null || message.ts !== root.ts || message.channel !== root.channel) return;
      const newer = `${message.version}/${message.repliesVersion}`;
      if (newer === stamp) return;
      stamp = newer;
      root = message;
      void read();
    },
  };
}

import { getState, saveState, setFailed, warning } from '@actions/core';
import { main } from './main.ts';
import { post } from './post.ts';

/** Both steps of the Action are this one file; what the first saves tells the second from it. */
const isPost = getState('isPost') === 'true';

try {
  if (isPost) await post();
  else {
    saveState('isPost', 'true');
    await main();
  }
} catch (error) {
  const text = `This is a bug in the check itself: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  if (isPost) warning(text);
  else setFailed(text);
}

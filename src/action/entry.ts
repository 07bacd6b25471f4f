import { getState, saveState, setFailed, warning } from '@actions/core';
import { bearClosedOutput } from './closed-output.ts';
import { main } from './main.ts';
import { post } from './post.ts';

/**
 * Both steps of the Action are this one file. dist/post.js says which it is: what the first saves cannot, when it was
 * stopped before it saved anything.
 */
const isPost = process.env['STORMRELAY_STEP'] === 'post' || getState('isPost') === 'true';

bearClosedOutput();

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

import { getState, setFailed, warning } from '@actions/core';
import { bearClosedOutput } from '../../seams/signals.ts';
import { main, maskSecrets } from './main.ts';
import { post } from './post.ts';
import { saveForPost } from './runner-files.ts';

/**
 * Both steps of the Action are this one file. dist/post.js says which it is: what the first saves cannot, when it was
 * stopped before it saved anything.
 */
const isPost = process.env['STORMRELAY_STEP'] === 'post' || getState('isPost') === 'true';

bearClosedOutput();

try {
  if (!isPost && !saveForPost('isPost', 'true'))
    warning(
      'The state could not be written for the post step: if this step is killed, its drill ends after 10 minutes.',
    );
  await (isPost ? post() : main());
} catch (error) {
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const text = maskSecrets().text(`This is a bug in the check itself: ${what}`);
  if (isPost) warning(text);
  else setFailed(text);
}

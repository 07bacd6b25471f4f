import { expect, it } from 'vitest';
import { journey, until } from '../scene/journey.ts';
import { recordingProxy } from '../scene/recording-proxy.ts';
import { expectBalance, roots, shown } from '../scene/seen.ts';
import { throwIt, troubles, unrelated } from '../scene/trouble.ts';
import { visibleRoots } from '../../../simulator/referee/root-messages.ts';

const seed = 31;
const lateMs = 90_000;

it('a post whose answer is lost, and that the history shows late, ends as a pointer to the one that is kept current', async () => {
  const of = await journey({ seed, speed: 40 });
  const { slack } = of.fakes.connection;
  const { origin } = new URL(slack.url);
  const proxy = await recordingProxy(origin);
  proxy.change((path, text) => {
    if (!path.includes('/conversations.')) return text;
    const answer = JSON.parse(text) as { readonly messages?: readonly { readonly ts: string }[] };
    const shownBy = of.clock.now() - lateMs;
    return JSON.stringify({
      ...answer,
      messages: (answer.messages ?? []).filter(({ ts }) => Number(ts) * 1_000 < shownBy),
    });
  });
  await of.start({ SLACK_API_URL: slack.url.replace(origin, proxy.url) });
  of.fakes.faults.add({
    target: { service: 'slack', method: 'chat.postMessage' },
    window: { count: 1 },
    fault: { kind: 'reset', when: 'after' },
  });
  const trouble = troubles(of, seed)('ledger', unrelated[4]!);
  await throwIt(of.fakes, trouble.event());
  await until('two messages', () => visibleRoots(of.fakes.observed().slack.messages).length === 2);
  const [first, second] = visibleRoots(of.fakes.observed().slack.messages);
  await until('that one leads to the other', () => {
    const now = of.fakes.observed().slack.messages.find(({ ts }) => ts === first!.ts);
    return /goes on in/.test(shown(now));
  });
  const { id } = (await of.api.incidents())[0]!;
  await of.api.post(`incidents/${id}/resolve`, { who: 'Robin' });
  await until('the end', () => roots(of).some((one) => one.ts === second!.ts && shown(one).includes('⚪')));
  await of.rest();
  const all = of.fakes.observed().slack.messages;
  const texts = [first, second].map((one) => shown(all.find(({ ts }) => ts === one!.ts)));
  expect(texts.filter((text) => text.includes('🔴'))).toEqual([]);
  await expectBalance(of);
});

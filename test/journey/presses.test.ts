import { expect, it } from 'vitest';
import type { PressAnswer, PressSpec, SlackPerson } from '../../simulator/fakes/slack/presses/press-spec.ts';
import { incidentOf } from '../../simulator/referee/root-messages.ts';
import type { SlackMessage } from '../../simulator/observed.ts';
import { journey, until, type Journey } from './scene/journey.ts';
import { expectBalance, replies, roots, shown } from './scene/seen.ts';
import { throwIt, troubles, unrelated } from './scene/trouble.ts';

const seed = 4711;
/** What is signed may be five virtual minutes old: at this speed two and a half real ones, however busy the machine. */
const speed = 2;
const incidents = 4;

const ada: SlackPerson = { id: 'U0ADA', name: 'ada' };
const bo: SlackPerson = { id: 'U0BO', name: 'bo' };
const eve: SlackPerson = { id: 'U0EVE', name: 'eve' };

/** A relay with buttons, for Bo and for a group that Ada is in, and the messages of some incidents. */
async function withButtons(): Promise<{ of: Journey; messages: readonly SlackMessage[] }> {
  const of = await journey({ seed, speed });
  const group = of.fakes.slack.addUserGroup([ada.id]);
  await of.start({
    SLACK_SIGNING_SECRET: of.fakes.connection.slack.signingSecret,
    SLACK_RESPONDERS: `${bo.id},${group}`,
  });
  const trouble = troubles(of, seed);
  for (const [n, wording] of unrelated.slice(0, incidents).entries())
    await throwIt(of.fakes, trouble(`service-${n}`, wording).event());
  const messages = await until('a message of each incident', () => {
    const posted = roots(of);
    return posted.length === incidents && posted;
  });
  return { of, messages };
}

interface Kind extends Pick<PressSpec, 'action' | 'user' | 'copies' | 'ageMs' | 'secret'> {
  readonly times: number;
}

/** What happens to each message, in any order: 240 requests. */
const atOnce: readonly Kind[] = [
  { times: 1, action: 'acknowledge', user: ada, copies: 40 },
  { times: 30, action: 'acknowledge', user: bo },
  { times: 30, action: 'mute', user: ada },
  { times: 20, action: 'resolve', user: ada, ageMs: 301_000 },
  { times: 20, action: 'resolve', user: ada, ageMs: -301_500 },
  { times: 50, action: 'resolve', user: ada, secret: 'n0tTheSecretOfThisApp' },
  { times: 40, action: 'resolve', user: eve },
  { times: 10, action: 'view', user: eve },
];
/** And at last: 10 requests. */
const atLast: readonly Kind[] = [{ times: 1, action: 'resolve', user: bo, copies: 10 }];

async function pressAll(
  of: Journey,
  messages: readonly SlackMessage[],
  kinds: readonly Kind[],
): Promise<readonly PressAnswer[]> {
  const url = `${of.url}/webhooks/slack/interactions`;
  const specs = messages.flatMap(({ channel, ts }) =>
    kinds.flatMap(({ times, ...kind }) =>
      Array.from({ length: times }, () => ({ url, channel, ts, ...kind })),
    ),
  );
  const answers: PressAnswer[] = [];
  // Some at a time: people have two hands, and this machine two cores.
  for (let from = 0; from < specs.length; from += 40)
    answers.push(
      ...(await Promise.all(specs.slice(from, from + 40).map((spec) => of.fakes.slack.press(spec)))).flat(),
    );
  return answers;
}

/** A counter of `/metrics` by its labels, as `outcome="refused",reason="press-replayed"`. */
async function counts(of: Journey, name: string): Promise<Readonly<Record<string, number>>> {
  const text = await (await fetch(`${of.url}/metrics`)).text();
  const lines = [...text.matchAll(new RegExp(`^${name}\\{(.*)\\} (\\d+)$`, 'gm'))];
  return Object.fromEntries(
    lines.map(([, labels = '', value = '']) => [labels.replaceAll('"', ''), Number(value)]),
  );
}

const byAnswer = (answers: readonly PressAnswer[]): Readonly<Record<string, number>> =>
  Object.fromEntries(
    [...Map.groupBy(answers, ({ status }) => String(status))].map(([status, all]) => [status, all.length]),
  );

it('of a thousand presses each that counts has its effect once, and the rest is refused by its reason', async () => {
  const { of, messages } = await withButtons();
  const first = await pressAll(of, messages, atOnce);
  const sent = [...first, ...(await pressAll(of, messages, atLast))];
  expect(sent).toHaveLength(1_000);
  // 40 links, 248 presses and 160 of somebody who may not are answered 200: only whoever forged one gets an error.
  expect(byAnswer(sent)).toEqual({ '200': 448, '401': 552 });
  expect(sent.filter(({ status, body }) => status === 200 && body !== '')).toEqual([]);
  expect(await counts(of, 'stormrelay_webhooks_total')).toMatchObject({
    'outcome=press,reason=ok,secret=secret-1': 248,
    'outcome=answered,reason=ok,secret=none': 40,
    'outcome=refused,reason=press-replayed,secret=none': 192,
    'outcome=refused,reason=press-timestamp-stale,secret=none': 160,
    'outcome=refused,reason=press-signature-mismatch,secret=none': 200,
    'outcome=refused,reason=press-not-a-responder,secret=none': 160,
  });
  await of.rest();
  // Acknowledged, muted and resolved, once each, and acknowledged beside the first; every other click was set aside by its reason.
  expect(await counts(of, 'stormrelay_entries_applied_total')).toMatchObject({
    'disposition=counted,code=pressed': 3 * incidents,
    'disposition=counted,code=acknowledged-beside': incidents,
    'disposition=set-aside,code=acknowledged-already': 29 * incidents,
    'disposition=set-aside,code=muted-already': 29 * incidents,
  });
  const log = of.relay().stdout();
  for (const why of ['replayed', 'timestamp-stale', 'signature-mismatch', 'not-a-responder'])
    expect(log).toContain(`press-${why}`);
  expect(log).not.toContain(of.fakes.connection.slack.signingSecret);
  for (const message of roots(of)) expect(shown(message)).toContain('Closed by bo');
  // Each press that was let in is answered once, to whoever pressed alone, and so is each of somebody who may not.
  const told = of.fakes.slack.ephemeral();
  const answers = {
    'You are on it': 4,
    'You stand beside': 4,
    'Quiet until': 4,
    Resolved: 4,
    'Nothing was done': 392,
  };
  expect(told).toHaveLength(248 + 160);
  for (const [what, times] of Object.entries(answers))
    expect([what, told.filter(({ text }) => text.includes(what)).length]).toEqual([what, times]);
  expect(told.filter(({ user }) => user === eve.id)).toHaveLength(160);
  await expectBalance(of);
});

it('a press reaches message, thread and page, by name, and a menu does what its line says', async () => {
  const { of, messages } = await withButtons();
  const [message] = messages;
  const incident = message === undefined ? null : incidentOf(message);
  if (message === undefined || incident === null) throw new Error('There is no message of an incident.');
  const { channel, ts } = message;
  const press = async (action: string, user: SlackPerson): Promise<void> => {
    const url = `${of.url}/webhooks/slack/interactions`;
    const answers = await of.fakes.slack.press({ url, channel, ts, action, user });
    expect(answers.map(({ status }) => status)).toEqual([200]);
  };
  const reads = (text: string): Promise<unknown> =>
    until(`the message says "${text}"`, () => shown(roots(of).find((one) => one.ts === ts)).includes(text));
  await press('page', bo);
  await until('somebody is woken', () => of.fakes.observed().pagerduty.wakings.length === 1);
  await reads('bo asked for somebody to be woken');
  await press('assign', ada);
  await reads('assigned to ada');
  await press('acknowledge', ada);
  await reads('*Acknowledged by ada*');
  await until('PagerDuty knows', () => of.fakes.observed().pagerduty.incidents[0]?.status === 'acknowledged');
  await until('the thread says who', () =>
    replies(of).some((reply) => shown(reply).includes('Acknowledged by ada.')),
  );
  await press('mute', bo);
  await reads('🔇 Muted until');
  await press('unmute', ada);
  await until('it is heard again', () => !shown(roots(of).find((one) => one.ts === ts)).includes('🔇'));
  const said = async (text: string): Promise<string> => {
    const [answer] = await of.fakes.slack.say({ url: `${of.url}/webhooks/slack/commands`, text, user: ada });
    expect(answer).toMatchObject({ status: 200 });
    return answer?.body ?? '';
  };
  expect(await said('')).toContain(`slack.com/archives/${channel}/p${ts.replace('.', '')}`);
  expect(await said(`ack ${incident}`)).toContain('acknowledged already*, by ada');
  expect(await said(`resolve ${incident}`)).toContain('*Resolved:*');
  await reads('Closed by ada');
  await until('PagerDuty knows', () => of.fakes.observed().pagerduty.incidents[0]?.status === 'resolved');
  const { timeline } = await of.api.incident(incident);
  expect(timeline.map(({ detail }) => detail)).toEqual(
    expect.arrayContaining([
      'ada takes it.',
      'Acknowledged by ada.',
      'Muted for 1 h by bo.',
      'Not muted any more, by ada.',
      'Closed by ada.',
    ]),
  );
  await of.rest();
  await expectBalance(of);
});

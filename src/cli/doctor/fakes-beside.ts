import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { pagerDuties } from '../../config/senders.ts';
import type { Settings } from '../../config/settings.ts';
import { workspacesOf } from '../../config/workspaces.ts';
import { UsageError } from '../complain.ts';

const connection = z.object({
  slack: z.object({ url: z.string(), token: z.string(), appToken: z.string() }),
  pagerduty: z.object({ url: z.string(), apiUrl: z.string(), apiToken: z.string(), serviceId: z.string() }),
  sentry: z.object({ url: z.string(), apiToken: z.string() }),
  webhook: z.object({ url: z.string() }),
  control: z.object({ url: z.string(), token: z.string() }),
});

type Connection = z.infer<typeof connection>;

/** The fakes of all vendors, and this configuration as it is beside them. */
interface BesideFakes {
  readonly settings: Settings;
  readonly close: () => Promise<void>;
}

/** The simulator is a program of its own: nothing of it runs here. */
const program = fileURLToPath(new URL('../../../simulator/cli/fakes.ts', import.meta.url));

/**
 * Starts the fakes, makes the configuration's channels and keys known there, and leads the configuration to them: no
 * secret of it leaves for anywhere else.
 * @throws UsageError where this installation has no simulator.
 */
export async function besideFakes(settings: Settings): Promise<BesideFakes> {
  if (!existsSync(program))
    throw new UsageError(
      'The fakes are not installed here. Ask from a clone of the repository: --fakes needs simulator/.',
    );
  const { publicUrl } = settings;
  const target = publicUrl === null ? [] : ['--target', `${publicUrl.replace(/\/+$/, '')}/webhooks/sentry`];
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', program, '--json', ...target],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  try {
    const at = await connectionOf(child);
    for (const id of channelsOf(settings)) await make(at, '/slack/channels', { name: id.toLowerCase(), id });
    for (const { routingKey } of pagerDuties(settings)) await make(at, '/pagerduty/services', { routingKey });
    return { settings: settingsAt(at, settings), close: () => end(child) };
  } catch (error) {
    await end(child);
    throw error;
  }
}

async function connectionOf(child: ChildProcess): Promise<Connection> {
  if (child.stdout === null) throw new Error('The fakes cannot be heard.');
  for await (const line of createInterface({ input: child.stdout }))
    return connection.parse(JSON.parse(line));
  throw new Error('The fakes ended before they said where they listen.');
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

async function make({ control }: Connection, path: string, body: object): Promise<void> {
  const response = await fetch(`${control.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${control.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`The fakes took ${path} with HTTP ${response.status}.`);
}

function channelsOf(settings: Settings): ReadonlySet<string> {
  const drills = settings.slack?.testChannel ?? null;
  const named = workspacesOf(settings).flatMap(({ config }) => config.channels);
  return new Set(drills === null ? named : [...named, drills]);
}

/** The same configuration, with the fakes in the place of every vendor and program. */
function settingsAt(at: Connection, settings: Settings): Settings {
  const slackAt = <T extends NonNullable<Settings['slack']> | null>(slack: T): T =>
    slack && {
      ...slack,
      apiUrl: at.slack.url,
      token: at.slack.token,
      appToken: slack.appToken === null ? null : at.slack.appToken,
    };
  const pagerAt = <T extends NonNullable<Settings['pagerduty']> | null>(pager: T): T =>
    pager && { ...pager, eventsUrl: at.pagerduty.url };
  const hookAt = <T extends NonNullable<Settings['webhook']> | null>(hook: T): T =>
    hook && { ...hook, url: at.webhook.url, allowPrivate: true };
  const { teams, pagerdutyRest: rest, sentryApi } = settings;
  const { apiUrl, apiToken, serviceId } = at.pagerduty;
  return {
    ...settings,
    slack: slackAt(settings.slack),
    pagerduty: pagerAt(settings.pagerduty),
    pagerdutyFallback: pagerAt(settings.pagerdutyFallback),
    pagerdutyTest: pagerAt(settings.pagerdutyTest),
    pagerdutyOld: settings.pagerdutyOld.map((pager) => pagerAt(pager)),
    pagerdutyRest: rest && {
      ...rest,
      apiUrl,
      token: apiToken,
      service: rest.service === null ? null : serviceId,
    },
    sentryApi: sentryApi && { ...sentryApi, apiUrl: at.sentry.url, token: at.sentry.apiToken },
    webhook: hookAt(settings.webhook),
    teams: teams && {
      ...teams,
      receivers: teams.receivers.map((team) => ({
        ...team,
        workspace: slackAt(team.workspace),
        pagerduty: pagerAt(team.pagerduty),
        fallback: pagerAt(team.fallback),
        webhook: hookAt(team.webhook),
      })),
    },
  };
}

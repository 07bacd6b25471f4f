import { rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { Express } from 'express';
import { connectionOf, type FakesConnection } from './connection.ts';
import type { Fakes, FakesOptions } from './contract.ts';
import { controlApp } from './control/server.ts';
import { listen, type Listening, type ServerCertificate } from './listen.ts';
import { writeCertificates } from './pagerduty/certificate-files.ts';
import { pagerDutyApp } from './pagerduty/server.ts';
import { sentryApp } from './sentry/server.ts';
import { slackApp } from './slack/server.ts';
import { setNewBlocks } from './slack/workspace.ts';
import { setStage, type Stage } from './stage.ts';
import { shownMessages } from '../ui/show/messages.ts';
import { windowApp } from '../ui/window.ts';
import { webhookApp } from './webhook/receiver.ts';

export type { FaultSpec } from '../faults/fault-spec.ts';
export type { FakesConnection } from './connection.ts';
export type { Fakes, FakesOptions } from './contract.ts';
export type { MetricAlert, SentryWebhook } from './sentry/webhook.ts';

/** Starts the three fakes and their control server on loopback; rejects when a port is taken. */
export async function startFakes(options: FakesOptions): Promise<Fakes> {
  const { seed, ports = {} } = options;
  const stage = setStage(options);
  const { workspace, sender } = stage;
  const listening: Listening[] = [];
  const open = async (
    app: Express,
    port: number | undefined,
    { tls, attach }: { readonly tls?: ServerCertificate; readonly attach?: (server: Server) => void } = {},
  ): Promise<number> => {
    const server = await listen(app, port ?? 0, tls, attach);
    listening.push(server);
    return server.port;
  };
  const tls = options.https === false ? null : await writeCertificates();
  const close = async (): Promise<void> => {
    stage.closing.abort();
    sender.close();
    workspace.socketMode.close();
    await Promise.all(listening.map((server) => server.close()));
    if (tls !== null) await rm(tls.folder, { recursive: true, force: true });
  };
  try {
    const pagerduty = pagerDutyApp(stage.pagerDutyDoor);
    const at = {
      slack: await open(slackApp(stage.slackDoor), ports.slack, {
        attach: (server) => workspace.socketMode.attach(server),
      }),
      pagerduty: await open(pagerduty, ports.pagerduty),
      pagerdutyHttps: tls === null ? null : await open(pagerduty, ports.pagerdutyHttps, { tls }),
      sentry: await open(sentryApp(stage.sentryDoor), ports.sentry),
      webhook: await open(webhookApp(stage.webhookDoor), ports.webhook),
      control: await open(controlApp(stage.controls), ports.control),
      window: await open(windowApp(stage.windowWorld), ports.window),
    };
    workspace.origin.url = `http://127.0.0.1:${at.slack}`;
    const connection = connectionAt(stage, { seed, at, caFile: tls?.caFile ?? null });
    return fakesOf(stage, { connection, close });
  } catch (error) {
    await close();
    throw error;
  }
}

function connectionAt(
  { workspace, account, sentryDoor, secret, controlToken }: Stage,
  where: Pick<Parameters<typeof connectionOf>[0], 'seed' | 'at' | 'caFile'>,
): FakesConnection {
  const { token: sentryToken } = sentryDoor.account;
  return connectionOf({ workspace, account, sentryToken, secret, controlToken, ...where });
}

/** Who is on call. */
const onCall = 'Robin Fake';

function fakesOf(stage: Stage, so: { connection: FakesConnection; close: () => Promise<void> }): Fakes {
  const { workspace, faults, limits } = stage;
  const { pagerduty } = stage.controls;
  const channelOf = (id: string) => workspace.channels.get(id);
  return {
    connection: so.connection,
    observed: () => stage.observed,
    faults,
    setLimits: (changed) => void Object.assign(limits, changed),
    sentry: stage.sentry,
    slack: {
      secondToken: workspace.apps[1]?.token ?? '',
      addChannel: stage.make.addChannel,
      archiveChannel: (id) => {
        const channel = channelOf(id);
        if (channel !== undefined) channel.archived = true;
      },
      removeFromChannel: (id) => void channelOf(id)?.members.delete(workspace.webhookApp.userId),
      dropScope: (scope) => void workspace.webhookApp.scopes.delete(scope),
      socket: workspace.socketMode,
      dropMetadata: () => void (workspace.dropsMetadata.value = true),
      setNewBlocks: (types) => setNewBlocks(workspace, types),
      deleteMessage: (id, ts) => {
        const message = channelOf(id)?.messages.get(ts);
        if (message === undefined || message.seen.deleted) return false;
        message.seen.deleted = true;
        return true;
      },
      ...stage.controls.presses,
    },
    pagerduty: {
      addRoutingKey: stage.make.addRoutingKey,
      act: (act) => pagerduty.act(act),
      setWebhook: (url) => pagerduty.setWebhook(url),
      setWebhookManner: (manner) => pagerduty.setManner(manner),
      setOnCall: (people) => pagerduty.setOnCall(people),
      acknowledge: (routingKey, dedupKey) =>
        pagerduty.act({ does: 'acknowledge', routingKey, dedupKey, by: onCall, itself: false }),
      resolve: (routingKey, dedupKey) =>
        pagerduty.act({ does: 'resolve', routingKey, dedupKey, by: onCall, itself: false }),
    },
    window: {
      tell: (story) => void (stage.windowWorld.story.current = story),
      showBeside: (rival) => void (stage.windowWorld.beside.current = rival),
      letTurn: (knob) => void (stage.windowWorld.knob.current = knob),
      messages: () => shownMessages(workspace),
    },
    close: so.close,
  };
}

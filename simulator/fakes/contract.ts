import type { SimClock } from '../clock.ts';
import type { FaultSpec, ResolvedFault } from '../faults/fault-spec.ts';
import type { Observed } from '../observed.ts';
import type { FakesConnection } from './connection.ts';
import type { FakeLimits } from './limits.ts';
import type { OnCallPerson } from './pagerduty/account.ts';
import type { NewBlock } from './slack/new-blocks.ts';
import type { CommandSpec, EphemeralLine, PressAnswer, PressSpec } from './slack/presses/press-spec.ts';
import type { SocketControl } from './slack/socket/socket-mode.ts';
import type { PagerDutyAct } from './pagerduty/people.ts';
import type { WebhookManner } from './pagerduty/webhooks.ts';
import type { FakeSentry } from './sentry/fake-sentry.ts';
import type { Beside } from '../ui/show/beside.ts';
import type { Knob, Story } from '../ui/show/look.ts';
import type { ShownMessage } from '../ui/show/messages.ts';

/** How to start the three fakes; every port may be left to the system (0). */
export interface FakesOptions {
  readonly clock: SimClock;
  /** Tokens, ids, faults and the order of webhooks follow from it. */
  readonly seed: number;
  readonly limits?: Partial<FakeLimits>;
  readonly ports?: {
    readonly slack?: number;
    readonly pagerduty?: number;
    readonly pagerdutyHttps?: number;
    readonly sentry?: number;
    readonly webhook?: number;
    readonly control?: number;
    readonly window?: number;
  };
  /** The client secret that signs webhooks; default: made from the seed. */
  readonly sentrySecret?: string;
  /** The relay's webhook URL; may be set later. */
  readonly target?: string;
  /** Which new blocks the fake Slack's workspace has; default: none. */
  readonly newBlocks?: readonly NewBlock[];
  /** Whether PagerDuty is served over https too (own CA); default true. */
  readonly https?: boolean;
}

/** The three fakes while they run. */
export interface Fakes {
  readonly connection: FakesConnection;
  /** Live records: they grow while the fakes run. */
  observed(): Observed;
  readonly faults: {
    /** Returns the fault's id; throws on a spec that cannot be understood. */
    add(spec: FaultSpec): string;
    remove(id: string): boolean;
    clear(): void;
    list(): readonly ResolvedFault[];
  };
  /** Changes limits from now on. */
  setLimits(limits: Partial<FakeLimits>): void;
  readonly sentry: FakeSentry;
  readonly slack: {
    /** The token of a second app in the same workspace, with buckets of its own. */
    readonly secondToken: string;
    /** Makes a public channel that both apps are members of, and returns its id. */
    addChannel(name: string): string;
    /** Archives a channel: posting answers `is_archived`. */
    archiveChannel(channel: string): void;
    /** A person removes the first app from a channel: posting and reading answer `not_in_channel`. */
    removeFromChannel(channel: string): void;
    /** Takes a scope (for example `channels:history`) away from the first app. */
    dropScope(scope: string): void;
    /** Socket Mode's connections, and what was told through them. */
    readonly socket: SocketControl;
    /** Slack finds fault with the metadata of every message from now on, and posts without it: `invalid_metadata_schema`. */
    dropMetadata(): void;
    /** Which new blocks the workspace has from now on (`data_table`, `card`); none of them at first. */
    setNewBlocks(types: readonly NewBlock[]): void;
    /** Deletes a message as a person would; false when there is none. */
    deleteMessage(channel: string, ts: string): boolean;
    /** Somebody presses a button of a message; rejects when there is none such. */
    press(spec: PressSpec): Promise<readonly PressAnswer[]>;
    /** Somebody uses a slash command. */
    say(spec: CommandSpec): Promise<readonly PressAnswer[]>;
    /** Makes a user group, and returns its id. */
    addUserGroup(members: readonly string[]): string;
    /** What single people were answered, oldest first. */
    ephemeral(): readonly EphemeralLine[];
  };
  readonly pagerduty: {
    /** Makes a service and returns its routing key. */
    addRoutingKey(): string;
    /** Somebody does something there; false when there is no incident to which it can be done. */
    act(act: PagerDutyAct): boolean;
    /** Where webhooks go from now on, signed with `connection.pagerduty.webhookSecret`; null: nowhere. */
    setWebhook(url: string | null): void;
    setWebhookManner(manner: WebhookManner): void;
    /** Who is on call from now on. */
    setOnCall(people: readonly OnCallPerson[]): void;
    /** A person acknowledges; false when that key has no triggered incident. */
    acknowledge(routingKey: string, dedupKey: string): boolean;
    /** A person resolves; false when that key has no open incident. */
    resolve(routingKey: string, dedupKey: string): boolean;
  };
  readonly window: {
    /** Tells the page what is played. */
    tell(story: Story): void;
    /** Shows another relay in the other half. */
    showBeside(rival: Beside): void;
    /** Lets whoever looks turn the storm's pace; null: no longer. */
    letTurn(knob: Knob | null): void;
    /** What stands in the channels now, as it is drawn there. */
    messages(): readonly ShownMessage[];
  };
  close(): Promise<void>;
}

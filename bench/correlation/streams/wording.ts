import type { Draw } from './draw.ts';
import type { Platform } from '../world.ts';

/**
 * One failure as its client library raises it, outermost first:
 * `Type: text @ library/file#function <- InnerType: text @ …`. A type may be qualified as its language writes it
 * (`java.net.ConnectException`, `redis.exceptions.TimeoutError`). `log: text` is a logged line without an exception.
 * `{word}` stands for something of the outage, the issue or the event; see `Facts`.
 */
export type Wording = string;

/** Wordings a platform. */
export type Wordings = Partial<Record<Platform, readonly Wording[]>>;

/** What `{word}` stands for. Those of an event (`{n}`, `{id}`, `{uuid}`, …) are drawn anew for each. */
export type Facts = Readonly<Record<string, string>>;

/** One exception of a chain. */
export interface Thrown {
  readonly type: string;
  readonly module: string | null;
  readonly value: string;
  /** The library's newest frame, as `file#function`. */
  readonly frame: string | null;
}

/** An error's chain, outermost first; or a logged line. */
export type Raised =
  | { readonly kind: 'thrown'; readonly chain: readonly Thrown[] }
  | { readonly kind: 'logged'; readonly text: string };

/**
 * Reads a wording.
 * @throws Error when it names no type.
 */
export function raisedOf(wording: Wording, platform: Platform): Raised {
  if (wording.startsWith('log: ')) return { kind: 'logged', text: wording.slice(5) };
  const chain = wording.split(' <- ').map((part) => {
    const [said = '', frame = null] = part.split(' @ ');
    const parts = /^(\S+?):(?: (.*))?$/s.exec(said) ?? /^(\S+): (.*)$/s.exec(said);
    if (parts === null) throw new Error(`The wording "${part}" names no type: write "Type: text".`);
    return { ...named(parts[1] ?? '', platform), value: parts[2] ?? '', frame };
  });
  return { kind: 'thrown', chain };
}

/** SDKs of Java and Python tell module and type apart; Ruby's and .NET's tell the module and keep the whole type. */
function named(type: string, platform: Platform): Pick<Thrown, 'type' | 'module'> {
  switch (platform) {
    case 'java':
    case 'android':
    case 'python': {
      const cut = type.lastIndexOf('.');
      return cut < 0 ? { type, module: null } : { type: type.slice(cut + 1), module: type.slice(0, cut) };
    }
    case 'ruby': {
      const cut = type.lastIndexOf('::');
      return { type, module: cut < 0 ? null : type.slice(0, cut) };
    }
    case 'node':
    case 'go':
    case 'php':
    case 'dotnet':
    case 'browser':
    case 'ios':
      return { type, module: null };
  }
}

/**
 * Fills `{word}`s. Words that no facts know are left for the event.
 * @throws Error (from `filledForEvent`) for a word that nobody knows.
 */
export function filled(text: string, facts: Facts): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, word: string) => facts[word] ?? whole);
}

/** Fills what only the event knows. */
export function filledForEvent(text: string, draw: Draw): string {
  return text.replaceAll(/\{([a-z][A-Za-z0-9]*)\}/g, (_, word: string) => {
    const fresh = freshWords[word];
    if (fresh === undefined) throw new Error(`Nobody knows {${word}} in "${text}".`);
    return fresh(draw);
  });
}

const freshWords: Readonly<Record<string, (draw: Draw) => string>> = {
  n: (draw) => String(draw.int(1, 9_999)),
  few: (draw) => String(draw.int(2, 40)),
  id: (draw) => String(draw.int(100_000, 9_999_999)),
  ms: (draw) => String(draw.int(900, 60_000)),
  secs: (draw) => draw.between(1, 30).toFixed(3),
  epoch: (draw) => String(1_800_000_000 + draw.int(0, 90_000)),
  ephemeral: (draw) => String(draw.int(32_768, 60_999)),
  hex: (draw) => draw.hex(8),
  hash: (draw) => draw.hex(32),
  uuid: (draw) => [8, 4, 4, 4, 12].map((digits) => draw.hex(digits)).join('-'),
  email: (draw) => `${draw.pick(['ana', 'joe', 'mia', 'li', 'sam'])}${draw.int(1, 99)}@example.org`,
  podIp: (draw) => `10.${draw.int(0, 15)}.${draw.int(0, 255)}.${draw.int(2, 254)}`,
  iso: (draw) => new Date(1_800_000_000_000 + draw.int(0, 90_000_000)).toISOString(),
};

import { remembered } from '../../../domain/text/remembered.ts';
import type { Stack } from './frame.ts';
import { textAt, valueAt, type JsonObject } from './payload.ts';

/** Libraries that an alert names at most. */
const mostLibraries = 8;
/** Frames of one stack that are looked at: a framework nests deep, but a driver stands near to what failed. */
const mostFrames = 60;
const longestName = 120;

/**
 * The libraries between the failure and the application's own code, nearest to the failure first, in lower case and
 * each once: `redis.connection`, `ioredis/built/redis/event_handler.js`, `github.com/jackc/pgx/v5/pgconn`. At most 8.
 * The walk ends with the first stack that shows the application: what stands around that one called the application,
 * and did not fail.
 * @param stacks The stacks of the exceptions, the root cause's first.
 */
export function librariesOf(stacks: readonly Stack[]): readonly string[] {
  const found = new Map<string, string>();
  for (const stack of stacks) {
    const reachedOwn = readStack(stack, found);
    if (reachedOwn || found.size >= mostLibraries) break;
  }
  return [...found.values()];
}

/** Adds the libraries of one stack, newest frame first. Answers whether the application's own code stopped it. */
function readStack(stack: Stack, found: Map<string, string>): boolean {
  const marksOwn = stack.some((frame) => valueAt(frame, 'in_app') === true);
  for (const frame of stack.slice(-mostFrames).reverse()) {
    if (!isOfLibrary(frame, marksOwn)) return true;
    const name = libraryOf(frame);
    const whole = name === null ? null : packageOf(name);
    if (name !== null && whole !== null && !found.has(whole)) found.set(whole, name);
    if (found.size >= mostLibraries) return false;
  }
  return false;
}

/**
 * Whether a frame is none of the application's. Where an SDK marks the application's own frames, what it leaves open
 * is none of them; where it marks nothing, only the place where package managers put libraries tells.
 */
function isOfLibrary(frame: JsonObject, marksOwn: boolean): boolean {
  const inApp = valueAt(frame, 'in_app');
  return typeof inApp === 'boolean' ? !inApp : marksOwn || installedPath(frame) !== null;
}

/** What a frame's code belongs to: its place in the library, else its module, else what qualifies its function. */
function libraryOf(frame: JsonObject): string | null {
  const name =
    installedPath(frame) ??
    textAt(frame, 'module', longestName) ??
    qualifierOf(textAt(frame, 'function', 200) ?? '') ??
    textAt(frame, 'filename', longestName);
  return name === null ? null : name.slice(0, longestName).toLowerCase();
}

/** `PDO\Connector::connect` and `sqlx_core::pool::acquire` name their library before the function. */
function qualifierOf(called: string): string | null {
  return /^<?([A-Za-z_][\w\\]*(?:(?:::|\\|\.)[A-Za-z_]\w*)*?)(?:::|\\|\.)[^:\\.]+$/.exec(called)?.[1] ?? null;
}

/** Where package managers put what they install; the library's own path follows. */
const installedAt =
  /(?:^|[/\\])(?:node_modules|site-packages|dist-packages|gems|vendor|pkg[/\\]mod|registry[/\\]src[/\\][^/\\]{1,80}|deps)[/\\]/g;

function installedPath(frame: JsonObject): string | null {
  for (const key of ['abs_path', 'filename']) {
    const path = textAt(frame, key, 1_000);
    const installed = path === null ? null : installedIn(path);
    if (installed !== null) return installed;
  }
  return null;
}

/** Every event of a company goes through the same few thousand files. */
const framesKept = { kept: 5_000, longest: 200 };

const installedIn = remembered(framesKept, (path): string | null => {
  // The last one counts: libraries bring libraries along.
  let end = 0;
  installedAt.lastIndex = 0;
  while (installedAt.test(path)) end = installedAt.lastIndex;
  return end > 0 ? withoutVersion(path.slice(end)) : null;
});

/** `redis-4.8.0/lib/redis/client.rb`, `github.com/redis/go-redis/v9@v9.0.5/redis.go`, `.pnpm/pg@8.11.3/…`. */
function withoutVersion(path: string): string {
  return path.replaceAll('\\', '/').replace(/(?:-|@v?)\d+\.[\w.+-]{1,40}(?=\/|$)/g, '');
}

/** Languages' own libraries carry every failure and explain none. */
const runtime =
  /^(?:node:|internal\/|java\.(?:base|lang|util|net|io|nio|security)|jdk\.|sun\.|com\.sun\.(?:crypto|proxy)|kotlin|scala\.|system\.(?:net(?!\.mail)|threading|io|runtime|private|collections)|runtime(?:\/|\.|$)|net(?:\/(?!smtp|ldap)|$)|internal\b|syscall$|os$|io$|bufio$|crypto\/|asyncio\b|socket(?:\.py)?$|ssl(?:\.py)?$|threading|concurrent\.futures|contextlib|http\.client|core::|std::|alloc::)/;

/**
 * What stands before the file or class, at most four parts: frames of one package are one; null for what is a language's
 * own.
 */
const packageOf = remembered(framesKept, (name): string | null => {
  if (runtime.test(name)) return null;
  const parts = name.split(/[./\\:]+/);
  return parts.slice(0, Math.max(1, Math.min(4, parts.length - 1))).join('.');
});

import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** What is young: two semi-spaces of so much each at most, MB. Most of what a webhook makes is gone before it fills one. */
const semiSpaceMb = 4;
/** What a thread begins with of it, MB. With less, a brain whose door has grown first would be a fifth slower. */
const atFirstMb = 2;
/** What is old may grow by so much, in percent, before V8 looks what of it is still needed. */
const oldGrowsPercent = 10;
const lookEveryMs = 50;
/**
 * What `fetch` reads answers with is WebAssembly. To compile it a second time, for speed, takes up to 25 MB after a few
 * dozen answers, of which 12 are never given back; a relay reads a few answers a second.
 */
const compiledOnce = ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering'];

/**
 * Keeps this process small in a flood; called before its threads are started, since V8's flags are the process's own.
 * By itself V8 lets what is young grow to 134 MB in the main thread, and gives none of it back; and what is old to
 * several times of what is needed.
 */
export function keepSmall(): void {
  for (const flag of compiledOnce) setFlagsFromString(flag);
  setFlagsFromString(`--heap-growing-percent=${oldGrowsPercent}`);
  setFlagsFromString(`--min-semi-space-size=${atFirstMb}`);
}

/**
 * Called once the relay has started. Until then nothing young was to grow in any thread (stormrelay.js): modules, and ten
 * thousand incidents that are read, would have it grow by 10 MB, and a relay that is idle needs none of them.
 */
export function growWithWork(): void {
  if (youngMb() < semiSpaceMb) setFlagsFromString('--semi-space-growth-factor=2');
  const look = setInterval(() => {
    if (youngMb() < 2 * semiSpaceMb) return;
    setFlagsFromString('--semi-space-growth-factor=1');
    clearInterval(look);
  }, lookEveryMs);
  look.unref();
}

function youngMb(): number {
  const young = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space');
  return (young?.space_size ?? 0) / 2 ** 20;
}

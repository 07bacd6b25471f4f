import { addressesIn } from './addresses.ts';
import { hostsIn } from './hosts.ts';
import { modeOf, type Mode } from './modes.ts';
import { saysOnlyCountersFail } from './page-fetches.ts';
import { saysClientLeft, saysQueryError, saysUnavailable } from './unavailability.ts';

/** What lower-case text says about why something failed. */
interface TextReading {
  readonly mode: Mode | null;
  /** It says that something could not be reached; false where it names a mode. */
  readonly unavailable: boolean;
  /** Names of the hosts and services that could not be reached. */
  readonly names: readonly string[];
  /** Addresses with their ports that could not be reached. */
  readonly addresses: readonly string[];
  /** It only says that whoever asked did not wait for the answer. */
  readonly clientLeft: boolean;
}

/** Many issues of one outage say the very same, in services that share nothing else. */
const textsKept = 500;
const readings = new Map<string, TextReading>();

/** Reads lower-case text, which gives one text one reading for ever. */
export function readText(text: string): TextReading {
  const known = readings.get(text);
  if (known !== undefined) return known;
  const reading = read(text);
  if (readings.size >= textsKept) readings.clear();
  readings.set(text, reading);
  return reading;
}

/** One for all: an empty list takes 32 bytes. */
const none: readonly string[] = [];

function read(text: string): TextReading {
  const mode = modeOf(text);
  if (mode !== null) return { mode, unavailable: false, names: none, addresses: none, clientLeft: false };
  const unavailable = !saysQueryError(text) && saysUnavailable(text) && !saysOnlyCountersFail(text);
  return {
    mode,
    unavailable,
    names: unavailable ? hostsIn(text) : none,
    addresses: unavailable ? addressesIn(text) : none,
    clientLeft: !unavailable && saysClientLeft(text),
  };
}

import { pino, type DestinationStream } from 'pino';
import { secretsOf } from '../config/secrets.ts';
import type { Settings } from '../config/settings.ts';
import { guardedLog } from '../observe/log/guarded-log.ts';
import type { Log } from '../seams/log.ts';

/** Where the log goes. */
interface LogPlace {
  readonly isTerminal: boolean;
  readonly colour: boolean;
  /** Absent: standard output. */
  readonly destination?: DestinationStream;
}

/** What a line already says in words. */
const saidInWords =
  'event,code,incident,title,severity,environment,services,detail,who,reason,verdict,receiver,more';

/**
 * The relay's log: lines for people on a terminal, JSON lines for programs everywhere else.
 * @param secrets Never told; may grow.
 */
export async function createRelayLog(
  settings: Settings,
  { isTerminal, colour, destination }: LogPlace,
  secrets: readonly string[] = secretsOf(settings),
): Promise<Log> {
  const options = { level: settings.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  const lines = isTerminal ? await linesForPeople(colour, destination) : destination;
  const log = lines === undefined ? pino(options) : pino(options, lines);
  return guardedLog(log, secrets);
}

async function linesForPeople(
  colorize: boolean,
  destination: DestinationStream | undefined,
): Promise<DestinationStream> {
  const { default: pretty } = await import('pino-pretty');
  return pretty({
    // In this process and at once: what is told last before an end has to be told.
    sync: true,
    colorize,
    singleLine: true,
    translateTime: 'SYS:HH:MM:ss',
    ignore: saidInWords,
    ...(destination === undefined ? {} : { destination }),
  });
}

import { createHash } from 'node:crypto';
import type { Log } from '../../seams/log.ts';
import { ConfigError } from '../config-error.ts';
import { readFileText } from '../document/file-text.ts';
import type { Environment } from '../document/variable.ts';
import { loadSettings, type Loaded } from '../load.ts';
import type { Settings } from '../settings.ts';
import { changeLine, renewalOf, type Renewal } from './renewal.ts';

/** What reading the configuration again needs. */
interface ReloadDeps {
  readonly environment: Environment;
  readonly loaded: Loaded;
  readonly log: Log;
  /** Lets a renewal take effect. */
  readonly renew: (renewal: Renewal) => Promise<void>;
  /** Says that the newest file is broken; null: it is not. */
  readonly trouble: (trouble: string | null) => void;
}

/** Reads the configuration again. */
interface ReloadDesk {
  /** Reads it again, whether it has changed or not. */
  reload(): Promise<void>;
  /** Reads it again if one of its files has changed. */
  look(): Promise<void>;
}

/** Keeps the settings that hold, and compares with them. A broken configuration changes nothing. */
export function createReload({ environment, loaded, log, renew, trouble }: ReloadDeps): ReloadDesk {
  let present: Settings = loaded.settings;
  let { files } = loaded;
  let seen = printOf(files);

  async function reload(): Promise<void> {
    seen = printOf(files);
    try {
      const { settings, hints, files: named } = loadSettings(environment);
      files = named;
      seen = printOf(files);
      const renewal = renewalOf(present, settings);
      await renew(renewal);
      present = renewal.settings;
      trouble(null);
      for (const hint of hints) log.warn({}, hint);
      const count = renewal.changes.length;
      log.info(
        { changes: count },
        `The configuration was read again: ${count === 0 ? 'nothing changes' : `${count} changes`}.`,
      );
      for (const change of renewal.changes)
        log[change.code === 'needs-restart' ? 'warn' : 'info']({ change }, changeLine(change));
    } catch (error) {
      const problems = error instanceof ConfigError ? error.problems : [String(error)];
      trouble(problems[0] ?? 'It cannot be read.');
      log.error({ problems: problems.length }, 'The configuration is broken; what held before still holds.');
      for (const problem of problems) log.error({}, problem);
    }
  }

  return {
    reload,
    look: async () => {
      if (printOf(files) !== seen) await reload();
    },
  };
}

/** What the files hold, in short. One that is not there is a state of its own: editors and secret mounts replace files. */
function printOf(files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update(contentOf(file) ?? 'none');
  return hash.digest('hex');
}

function contentOf(file: string): string | null {
  try {
    return readFileText(file);
  } catch {
    return null;
  }
}

import type { SentryError, SimulatedException, SimulatedFrame } from '../../sentry-error.ts';
import { asciiJson } from './json-ascii.ts';

/**
 * The parts of an event that are the same for all events of an issue, as JSON text. They are the bulk of a
 * body, so they are kept while the error's `exceptions` array is: a storm serialises each only once.
 */
interface StaticParts {
  readonly platform: string;
  readonly exception: string | null;
  readonly contexts: string;
  readonly modules: string;
  readonly sdk: string;
}

const cache = new WeakMap<readonly SimulatedException[], StaticParts>();

/** The static parts of an error's event. */
export function staticParts(error: SentryError): StaticParts {
  const known = cache.get(error.exceptions);
  const { platform } = error.project;
  if (known?.platform === platform) return known;
  const parts: StaticParts = {
    platform,
    exception:
      error.exceptions.length === 0
        ? null
        : asciiJson({ values: error.exceptions.map((item) => exceptionPart(item, platform)) }),
    contexts: asciiJson(contextsPart(platform)),
    modules: asciiJson(modulesPart(platform)),
    sdk: asciiJson({
      name: `sentry.${sdkName(platform)}`,
      version: '2.31.0',
      integrations: ['argv', 'atexit', 'dedupe', 'logging', 'stdlib', 'threading'],
      packages: [{ name: `registry:sentry-${sdkName(platform)}`, version: '2.31.0' }],
    }),
  };
  cache.set(error.exceptions, parts);
  return parts;
}

/** The title that Sentry gives the event's issue. */
export function titleOf(error: SentryError): string {
  if (error.occurrence !== undefined) return error.occurrence.title;
  const last = error.exceptions.at(-1);
  if (last === undefined) return (error.message ?? '<unlabeled event>').slice(0, 255);
  return last.value === '' ? last.type : `${last.type}: ${firstLine(last.value).slice(0, 200)}`;
}

/** `metadata` of an event and of its issue. */
export function metadataOf(error: SentryError): Record<string, unknown> {
  const { occurrence } = error;
  if (occurrence !== undefined) return { title: occurrence.title, value: occurrence.subtitle };
  const last = error.exceptions.at(-1);
  if (last === undefined) return { title: titleOf(error) };
  const frame = last.frames.findLast((candidate) => candidate.inApp) ?? last.frames.at(-1);
  return {
    ...(frame !== undefined && {
      filename: frame.filename,
      function: frame.function,
      in_app_frame_mix: 'mixed',
    }),
    type: last.type,
    value: last.value,
  };
}

function exceptionPart(exception: SimulatedException, platform: string): Record<string, unknown> {
  return {
    type: exception.type,
    value: exception.value,
    module: exception.module,
    mechanism: {
      type: 'generic',
      handled: false,
      synthetic: null,
      help_link: null,
      description: null,
      data: null,
      meta: null,
    },
    stacktrace: { frames: exception.frames.map((frame) => framePart(frame, platform)) },
  };
}

function framePart(frame: SimulatedFrame, platform: string): Record<string, unknown> {
  return {
    function: frame.function,
    module: frame.module,
    filename: frame.filename,
    abs_path: frame.inApp ? `/srv/app/${frame.filename}` : `/usr/lib/vendor/${frame.filename}`,
    lineno: frame.lineno,
    colno: null,
    pre_context: frame.inApp ? ['', `# ${frame.filename}`, ''] : null,
    context_line: frame.inApp ? `    return ${frame.function}(request)` : null,
    post_context: frame.inApp ? ['', ''] : null,
    in_app: frame.inApp,
    vars: frame.inApp ? { self: `<${frame.module ?? platform} object>`, attempt: '1' } : null,
    data: { orig_in_app: frame.inApp ? 1 : 0 },
    errors: null,
    instruction_addr: null,
    symbol_addr: null,
    package: null,
    platform: null,
    symbol: null,
    trust: null,
    lock: null,
  };
}

function contextsPart(platform: string): Record<string, unknown> {
  return {
    runtime: { name: sdkName(platform), version: '3.12.4', build: 'main, stable build', type: 'runtime' },
    os: { name: 'Linux', version: '6.1.0', kernel_version: '6.1.0-amd64', type: 'os' },
    device: { arch: 'x86_64', num_cpus: 4, type: 'device' },
  };
}

function modulesPart(platform: string): Record<string, string> {
  const names = [
    'http-core',
    'orm',
    'cache-client',
    'queue-client',
    'serializer',
    'router',
    'template',
    'metrics',
    'tracing',
    'config',
    'logging',
    'retry',
  ];
  return Object.fromEntries(
    names.map((name, index) => [`${sdkName(platform)}-${name}`, `${index + 1}.${index * 3}.${index % 5}`]),
  );
}

function sdkName(platform: string): string {
  return platform === 'node' || platform.startsWith('javascript')
    ? 'javascript.node'
    : (platform.split('-')[0] ?? platform);
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

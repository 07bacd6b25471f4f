import type { SentryError, SimulatedException, SimulatedFrame } from '../../../sentry-error.ts';
import { clientAt, zuluMicros } from '../event-time.ts';

type View = Record<string, unknown>;

/**
 * `entries` of an event: what it holds, part by part, each under its type; frames are in camelCase here and nowhere else
 * (src/sentry/interfaces/stacktrace.py, `get_api_context`).
 */
export function entriesOf(error: SentryError): View[] {
  return [
    ...(error.message === null ? [] : [entry('message', { formatted: error.message })]),
    ...(error.exceptions.length === 0
      ? []
      : [
          entry('exception', {
            values: error.exceptions.map(exceptionView),
            hasSystemFrames: true,
            excOmitted: null,
          }),
        ]),
    ...(error.httpBreadcrumbs.length === 0 ? [] : [entry('breadcrumbs', { values: breadcrumbsOf(error) })]),
    ...(error.requestUrl === null ? [] : [entry('request', { url: error.requestUrl, method: 'GET' })]),
  ];
}

/** `contexts` of an event. */
export function contextsOf({ traceId, occurrence }: SentryError): View {
  const trace =
    traceId === null ? {} : { trace: { trace_id: traceId, span_id: traceId.slice(0, 16), type: 'trace' } };
  return { ...trace, ...occurrence?.contexts };
}

function entry(type: string, data: View): View {
  return { type, data };
}

function exceptionView({ type, value, module, frames }: SimulatedException): View {
  return {
    type,
    value,
    module,
    threadId: null,
    mechanism: { type: 'generic', handled: false },
    stacktrace: {
      frames: frames.map(frameView),
      framesOmitted: null,
      registers: null,
      hasSystemFrames: true,
    },
    rawStacktrace: null,
  };
}

function frameView({ filename, function: called, module, lineno, inApp }: SimulatedFrame): View {
  return {
    filename,
    absPath: inApp ? `/srv/app/${filename}` : `/usr/lib/vendor/${filename}`,
    module,
    package: null,
    platform: null,
    instructionAddr: null,
    symbolAddr: null,
    function: called,
    rawFunction: null,
    symbol: null,
    context: [[lineno, `    return ${called}(request)`]],
    lineNo: lineno,
    colNo: null,
    trust: null,
    errors: null,
    lock: null,
    inApp,
    vars: null,
  };
}

function breadcrumbsOf(error: SentryError): View[] {
  return error.httpBreadcrumbs.map(({ url, status }) => ({
    timestamp: zuluMicros(clientAt(error)),
    type: 'http',
    category: 'httplib',
    level: 'info',
    message: null,
    data: { method: 'GET', url, ...(status !== null && { status_code: status, reason: 'error' }) },
    event_id: null,
  }));
}

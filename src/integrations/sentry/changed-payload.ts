import { asObject, type JsonObject } from './event/payload.ts';

/** What a payload of Sentry's is to say instead; what is absent stays. */
export interface PayloadChanges {
  readonly service?: string;
  readonly environment?: string;
  readonly level?: string;
  readonly release?: string;
  /** Sentry's id of the issue. */
  readonly issue?: string;
  /** Type and message of the exception, or the title of what has none. */
  readonly error?: string;
  /** Slug of the project. */
  readonly project?: string;
  /** Id of the user whom it struck. */
  readonly user?: string;
  /** `tags.<name>`: the value of that tag. */
  readonly [tag: `tags.${string}`]: string;
}

/** Names of what can be changed. */
export const changeable = [
  'service',
  'environment',
  'level',
  'release',
  'issue',
  'error',
  'user',
  'project',
] as const;

/**
 * A webhook's body as Sentry would have sent it at virtual ms `at` with these changes. Each is an event of its own, in a
 * request of its own.
 * @param event Its id, 32 hex digits.
 */
export function changedPayload(
  body: JsonObject,
  changes: PayloadChanges,
  { at, event }: { readonly at: number; readonly event: string },
): string {
  const data = asObject(body['data']) ?? {};
  const kinds = (['event', 'error', 'issue'] as const).filter((kind) => asObject(data[kind]) !== null);
  const changed = kinds.map((kind): [string, unknown] => {
    const what = asObject(data[kind]) ?? {};
    return [
      kind,
      kind === 'issue' ? changedIssue(what, changes) : changedEvent(what, changes, { at, event }),
    ];
  });
  return JSON.stringify({ ...body, data: { ...data, ...Object.fromEntries(changed) } });
}

function changedEvent(
  event: JsonObject,
  changes: PayloadChanges,
  { at, event: id }: { readonly at: number; readonly event: string },
): JsonObject {
  const { service, environment, level, release, issue, error, user, project } = changes;
  const said = { environment, level, release };
  const tags = { ...said, service, ...ownTags(changes) };
  return {
    ...event,
    ...told(said),
    ...(issue === undefined ? {} : { issue_id: issue, ...issueAddresses(event, issue) }),
    ...(project === undefined ? {} : inProject(event, project)),
    ...(error === undefined ? {} : wording(event, error)),
    ...(user === undefined ? {} : { user: { id: user } }),
    ...ownTrace(event, id),
    event_id: id,
    received: at / 1000,
    timestamp: at / 1000,
    datetime: new Date(at).toISOString(),
    tags: changedTags(event['tags'], told(tags)),
  };
}

/** What is of one trace is one trouble: of a payload that is told again and again as other issues, it would make all of them one. */
function ownTrace(event: JsonObject, id: string): JsonObject {
  const contexts = asObject(event['contexts']);
  const trace = asObject(contexts?.['trace']);
  return trace === null ? {} : { contexts: { ...contexts, trace: { ...trace, trace_id: id } } };
}

function ownTags(changes: PayloadChanges): Readonly<Record<string, string>> {
  const tags = Object.entries(changes).filter(([name]) => name.startsWith('tags.'));
  return Object.fromEntries(tags.map(([name, value]) => [name.slice('tags.'.length), String(value)]));
}

function issueAddresses(event: JsonObject, issue: string): JsonObject {
  const to = (name: string): JsonObject => {
    const address = event[name];
    return typeof address === 'string'
      ? { [name]: address.replace(/\/issues\/\d+/, `/issues/${issue}`) }
      : {};
  };
  return { ...to('issue_url'), ...to('web_url') };
}

/** An event names its project by the address at which Sentry's API has it. */
function inProject(event: JsonObject, project: string): JsonObject {
  const { url } = event;
  return typeof url === 'string' ? { url: url.replace(/(\/projects\/[^/]+\/)[^/]+/, `$1${project}`) } : {};
}

function changedIssue(
  issue: JsonObject,
  { issue: id, level, error, project: slug }: PayloadChanges,
): JsonObject {
  const project = slug === undefined ? {} : { project: { ...asObject(issue['project']), slug } };
  return { ...issue, ...told({ id, level, title: error }), ...project };
}

/** `TimeoutError: no answer` is a type and a message. */
function wording(event: JsonObject, error: string): JsonObject {
  const [, type = 'Error', value = error] = /^([\w.$]+): (.+)$/s.exec(error) ?? [];
  const exception = { values: [{ ...lastException(event), type, value }] };
  return { title: error, metadata: { type, value }, exception };
}

function lastException(event: JsonObject): JsonObject {
  const values = asObject(event['exception'])?.['values'];
  return (Array.isArray(values) ? asObject(values.at(-1)) : null) ?? {};
}

function changedTags(tags: unknown, changes: Readonly<Record<string, string>>): readonly unknown[] {
  const given: readonly unknown[] = Array.isArray(tags) ? tags : [];
  return [...given.filter((tag) => !(nameOf(tag) in changes)), ...Object.entries(changes)];
}

function nameOf(tag: unknown): string {
  const name: unknown = Array.isArray(tag) ? tag[0] : asObject(tag)?.['key'];
  return typeof name === 'string' ? name : '';
}

function told(values: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

import { asObject, type JsonObject } from './event/payload.ts';

/** Members that call a person by a name. */
const naming = [
  'name',
  'username',
  'email',
  'displayName',
  'display_name',
  'id',
  'ip_address',
  'geo',
] as const;

/** What a payload calls people by: the affected user, whoever acted, whoever it was assigned to. */
export function personsIn(body: JsonObject): readonly string[] {
  const data = asObject(body['data']) ?? {};
  const event = asObject(data['event']) ?? asObject(data['error']) ?? {};
  const issue = asObject(data['issue']) ?? {};
  const people = [event['user'], body['actor'], issue['assignedTo'], issue['user']].map(asObject);
  const tagged = tagsOf(event).filter(([key]) =>
    /^(?:user|sentry:user|email|contact_email|username)\b/.test(key),
  );
  return [
    ...people.flatMap((person) => (person === null ? [] : namesOf(person))),
    ...tagged.map(([, value]) => value.replace(/^(?:id|username|email|ip):/, '')),
  ].filter((name) => /\D/.test(name) && !/^(?:sentry|system|application)$/i.test(name));
}

/** `Ada Lovelace` is called Ada, too. */
function namesOf(person: JsonObject): readonly string[] {
  return naming.flatMap((member) => {
    const name = person[member];
    if (typeof name !== 'string') return [];
    return [name, ...name.split(/\s+/).filter((part) => part !== name)];
  });
}

function tagsOf(event: JsonObject): readonly (readonly [string, string])[] {
  const { tags } = event;
  if (!Array.isArray(tags)) return [];
  return tags.flatMap((tag: unknown) => {
    if (Array.isArray(tag)) return [[String(tag[0]), String(tag[1])] as const];
    const pair = asObject(tag);
    return pair === null ? [] : [[String(pair['key']), String(pair['value'])] as const];
  });
}

/** The platform that an event names; null where it names none. */
export function platformIn(body: JsonObject): string | null {
  const data = asObject(body['data']) ?? {};
  const event = asObject(data['event']) ?? asObject(data['error']) ?? {};
  return typeof event['platform'] === 'string' ? event['platform'] : null;
}

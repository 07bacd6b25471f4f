import type { z } from 'zod';
import type { PagerAct, PagerAgent, PagerWord } from '../../../domain/inbox/pager-word.ts';
import { setAside } from '../../../domain/inbox/disposition.ts';
import type { Reading, Source } from '../../../seams/source.ts';
import type { PageKey } from '../../../domain/sending/page-key.ts';
import { keyInAddress, keyInSender, readDedupKey } from '../dedup-key.ts';
import { webAddress } from '../../../domain/text/web-address.ts';
import { oneLine } from '../text.ts';
import { readNoteMark } from '../rest/note-mark.ts';
import { readKind } from '../rest/page-reader.ts';
import {
  incidentData,
  noteData,
  pageReading,
  responderData,
  webhookEvent,
  type Client,
  type Reference,
} from './wire.ts';

/** Acts whose event tells of the whole incident and of nothing besides. */
const plain = {
  'incident.triggered': 'triggered',
  'incident.acknowledged': 'acknowledged',
  'incident.unacknowledged': 'unacknowledged',
  'incident.resolved': 'resolved',
  'incident.reopened': 'reopened',
  'incident.reassigned': 'reassigned',
  'incident.escalated': 'escalated',
  'incident.delegated': 'delegated',
} as const;

const longestName = 80;
const longestNote = 500;
const assigneesKept = 5;

/** Reads webhooks v3 of PagerDuty, which tell what somebody did to an incident there, and what the relay asked for. */
export function createPagerDutySource(): Source {
  return { read: ({ kind, body }) => (kind === readKind ? readAnswer(body) : readWebhook(body)) };
}

/** How one of its incidents stands, by PagerDuty's answer. */
function readAnswer(body: string): Reading {
  const { dedup_key: dedupKey, read_at: at, incident } = parsed(pageReading, JSON.parse(body), 'answer');
  const { id, assignments, status, created_at: created } = incident;
  const names = assignments.map(({ assignee }) => nameOf(assignee)).filter((name) => name !== null);
  return word(
    { at, by: { kind: 'pager' } },
    {
      pagerIncident: id,
      key: readDedupKey(dedupKey),
      act: { kind: 'read', rangAt: created === null ? null : Date.parse(created) },
      // Nobody has to look after what is over.
      assigned: status === 'resolved' ? null : names.slice(0, assigneesKept),
      ...placeOf(incident),
    },
  );
}

/** Where it is shown, and by which policy it goes. */
function placeOf({
  html_url: href,
  escalation_policy: policy,
}: Pick<z.infer<typeof incidentData>, 'html_url' | 'escalation_policy'>): Pick<PagerWord, 'link' | 'policy'> {
  const link = href === null ? null : webAddress(href, { longest: longestLink });
  return {
    // People are led there, so it is PagerDuty's own or none.
    ...(link !== null && /(^|\.)pagerduty\.com$/.test(link.hostname) && { link: link.href }),
    ...(policy !== null && { policy: policy.id }),
  };
}

const longestLink = 500;

function readWebhook(body: string): Reading {
  const { event } = parsed(webhookEvent, JSON.parse(body), 'webhook');
  const { event_type: type, data, client } = event;
  const said = { at: Date.parse(event.occurred_at), by: agentOf(event.agent), client };
  if (isPlain(type)) return ofIncident(data, said, () => ({ kind: plain[type] }));
  switch (type) {
    case 'incident.priority_updated':
      return ofIncident(data, said, ({ priority }) => ({ kind: 'priority', priority: nameOf(priority) }));
    case 'incident.annotated':
      return noteOf(data, said);
    case 'incident.responder.added':
    case 'incident.responder.replied':
      return responderOf(data, said);
    default:
      return setAside({ code: 'pager-event-unused', event: oneLine(type, longestName) });
  }
}

interface Said extends Pick<PagerWord, 'at' | 'by'> {
  readonly client: Client | null;
}

function ofIncident(
  data: unknown,
  said: Said,
  actOf: (incident: z.infer<typeof incidentData>) => PagerAct,
): Reading {
  const incident = parsed(incidentData, data, 'incident');
  const { id, incident_key: incidentKey, assignees } = incident;
  const assigned =
    assignees
      ?.map(nameOf)
      .filter((name) => name !== null)
      .slice(0, assigneesKept) ?? null;
  const key = keyOf(said.client) ?? (incidentKey === null ? null : readDedupKey(incidentKey));
  return word(said, { pagerIncident: id, key, act: actOf(incident), assigned, ...placeOf(incident) });
}

/** What the relay sent as its name and address comes back with `incident.triggered`: the key is in either. */
function keyOf(client: Client | null): PageKey | null {
  if (client === null) return null;
  const { name, url } = client;
  return (url === null ? null : keyInAddress(url)) ?? (name === null ? null : keyInSender(name));
}

function noteOf(data: unknown, said: Said): Reading {
  const { incident, content } = parsed(noteData, data, 'note');
  if (readNoteMark(content) !== null) return setAside({ code: 'pager-echo', event: 'note' });
  const act = { kind: 'note', text: oneLine(content, longestNote) } as const;
  return word(said, { pagerIncident: incident.id, key: null, act, assigned: null });
}

function responderOf(data: unknown, said: Said): Reading {
  const { incident, user, escalation_policy: policy, state } = parsed(responderData, data, 'responder');
  const name = nameOf(user) ?? nameOf(policy) ?? 'somebody';
  const act = { kind: 'responder', name, state: oneLine(state, longestName) } as const;
  return word(said, { pagerIncident: incident.id, key: null, act, assigned: null });
}

function word({ at, by }: Pick<Said, 'at' | 'by'>, told: Omit<PagerWord, 'at' | 'by'>): Reading {
  return { kind: 'pager', word: { at, by, ...told } };
}

/** PagerDuty names a person by `user_reference`; an event of a monitoring tool by its integration or service. */
function agentOf(agent: Reference | null): PagerAgent {
  if (agent === null) return { kind: 'pager' };
  if (!/^user(_reference)?$/.test(agent.type)) return { kind: 'integration' };
  const { id } = agent;
  return { kind: 'person', name: nameOf(agent) ?? 'somebody', ...(id !== null && { id }) };
}

function nameOf(reference: Reference | null): string | null {
  const name = oneLine(reference?.summary ?? '', longestName);
  return name === '' ? null : name;
}

function isPlain(type: string): type is keyof typeof plain {
  return Object.hasOwn(plain, type);
}

/** @throws Error with a sentence for people; the entry then becomes a dead letter that can be replayed. */
function parsed<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const wrong = read.error.issues.map(({ path, message }) => `${path.join('.') || 'the body'}: ${message}`);
  throw new Error(`This is no ${what} of PagerDuty that this relay can read. ${wrong.join('; ')}`);
}

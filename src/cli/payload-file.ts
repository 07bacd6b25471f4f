import { readFileSync } from 'node:fs';
import { codeOf } from '../config/document/secret-file.ts';
import type { Entry } from '../domain/inbox/entry.ts';
import { capturedDelivery } from '../ingest/captured.ts';
import { UsageError } from './complain.ts';

/** Reads a payload (`-` for standard input) and makes the entry that the door would make of it. */
export function payloadEntry(path: string, resource: string | undefined, now: number): Entry {
  const body = readText(path);
  const kind = resource ?? resourceOf(parse(body, path));
  if (kind === null)
    throw new UsageError(
      `${path} does not look like a Sentry webhook. Name its Sentry-Hook-Resource with --resource.`,
    );
  return { ...capturedDelivery(kind, body, 'explain'), seq: 1, receivedAt: now };
}

/** The file's bytes as text. */
export function readText(path: string): string {
  try {
    return readFileSync(path === '-' ? 0 : path, 'utf8');
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The text of a file that an option names. @throws UsageError that says which, and `whatToName`. */
export function readNamed(option: string, path: string, whatToName: string): string {
  try {
    return readFileSync(path === '-' ? 0 : path, 'utf8');
  } catch (error) {
    throw new UsageError(`${option}: ${path} cannot be read (${codeOf(error)}). ${whatToName}`);
  }
}

function parse(body: string, path: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch (error) {
    throw new UsageError(`${path} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  throw new UsageError(`${path} is not a JSON object.`);
}

/** The header names the resource on the wire; without it, each body gives itself away by one key. */
function resourceOf(body: Record<string, unknown>): string | null {
  if ('triggering_rules' in body) return 'legacy';
  if ('group' in body && 'event' in body) return 'service_hook';
  const { data } = body;
  if (typeof data !== 'object' || data === null) return 'installation' in body ? 'installation' : null;
  const resources = [
    ['event', 'event_alert'],
    ['error', 'error'],
    ['metric_alert', 'metric_alert'],
    ['activity', 'activity_alert'],
    ['comment_id', 'comment'],
    ['issue', 'issue'],
    ['installation', 'installation'],
  ] as const;
  return resources.find(([key]) => key in data)?.[1] ?? null;
}

/** What the relay answered; without a status: nothing that anybody could read. */
export type Answer<T> =
  | { readonly ok: true; readonly status: number; readonly body: T }
  | { readonly ok: false; readonly status: number | null; readonly trouble: string | null };

interface ErrorBody {
  readonly error: { readonly message: string };
}

const answerWithinMs = 5_000;

/** Asks the relay for something, which it answers in the form that its API has. */
export async function readJson<T>(address: string, withinMs = answerWithinMs): Promise<Answer<T>> {
  try {
    const response = await fetch(address, { cache: 'no-store', signal: AbortSignal.timeout(withinMs) });
    const { ok, status } = response;
    const body: unknown = await response.json();
    return ok
      ? { ok, status, body: body as T }
      : { ok: false, status, trouble: (body as ErrorBody).error.message };
  } catch {
    return { ok: false, status: null, trouble: null };
  }
}

/** Does something to an incident; resolves to what went wrong, null when nothing did. */
export function command(id: string, action: string): Promise<string | null> {
  return tell(`/api/incidents/${encodeURIComponent(id)}/${action}`, {
    instead: 'Do it in PagerDuty instead.',
  });
}

/** What was pressed while nobody knows how the relay is would be done whenever it wakes, maybe an hour later. */
let isSilent = false;

/** Whether the relay is silent: then nothing is told to it. */
export function noteSilence(silent: boolean): void {
  isSilent = silent;
}

/** Tells the relay to do something; resolves to what went wrong, null when nothing did. */
export async function tell(
  address: string,
  {
    method = 'POST',
    body = {},
    instead = 'Try again in a moment.',
  }: { readonly method?: 'POST' | 'DELETE'; readonly body?: object; readonly instead?: string } = {},
): Promise<string | null> {
  if (isSilent)
    return `The relay did not answer lately, so nothing was sent: it would be done whenever it wakes. ${instead}`;
  try {
    const response = await fetch(address, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(answerWithinMs),
    });
    return response.ok ? null : ((await response.json()) as ErrorBody).error.message;
  } catch {
    return `The relay did not answer, so nobody knows whether it was taken. ${instead}`;
  }
}

import { z } from 'zod';
import type { Clock } from '../../../seams/clock.ts';
import { oneLine } from '../text.ts';
import { askRest, type RestAccess } from './rest-wire.ts';

const timeoutMs = 5_000;
const longestName = 80;
const mostPeople = 10;

/** `GET /oncalls?include[]=users` (PagerDuty REST API, "List all of the on-calls"): users with their addresses. */
const onCalls = z.object({
  oncalls: z.array(
    z.object({
      user: z.object({
        summary: z.string().nullable().catch(null),
        name: z.string().nullable().catch(null),
        email: z.string().max(254).nullable().catch(null),
      }),
      escalation_level: z.number().int().min(1),
    }),
  ),
});

const service = z.object({ service: z.object({ escalation_policy: z.object({ id: z.string().min(1) }) }) });

/** Somebody: the address is used to find them in the chat, and kept nowhere. */
interface Address {
  readonly name: string;
  /** Null: PagerDuty does not tell. */
  readonly email: string | null;
}

const user = z.object({ user: z.object({ email: z.string().max(254).nullable().catch(null) }) });

/** `GET /users/{id}` (PagerDuty REST API, "Get a user"): one user with their address; null: PagerDuty does not tell now. Never rejects. */
export function addressOfUser(
  rest: RestAccess,
  clock: Pick<Clock, 'realTimeout'>,
): (id: string, name: string) => Promise<Address | null> {
  return async (id, name) => {
    try {
      const signal = AbortSignal.timeout(clock.realTimeout(timeoutMs));
      const answer = await askRest(rest, { path: `/users/${encodeURIComponent(id)}` }, signal);
      // Somebody who left the account: there is nobody to ask for.
      if (answer.status === 404) return { name, email: null };
      const read = user.safeParse(answer.data);
      return answer.status === 200 && read.success ? { name, email: read.data.user.email } : null;
    } catch {
      return null;
    }
  };
}

/** Whoever is woken first, with their addresses; null: PagerDuty does not tell now. Never rejects. */
export function onCallAddresses(
  { service: id, ...rest }: RestAccess & { readonly service: string | null },
  {
    clock,
    policySeen,
  }: { readonly clock: Pick<Clock, 'realTimeout'>; readonly policySeen: () => string | null },
): () => Promise<readonly Address[] | null> {
  const ask = async (path: string, queryParameters: Record<string, string | string[]>): Promise<unknown> => {
    const answer = await askRest(
      rest,
      { path, queryParameters },
      AbortSignal.timeout(clock.realTimeout(timeoutMs)),
    );
    return answer.status === 200 ? answer.data : null;
  };
  return async () => {
    try {
      const told =
        id === null ? null : service.safeParse(await ask(`/services/${encodeURIComponent(id)}`, {}));
      const policy = told?.success === true ? told.data.service.escalation_policy.id : policySeen();
      if (policy === null) return null;
      const query = { 'escalation_policy_ids[]': [policy], 'include[]': ['users'], limit: '100' };
      const read = onCalls.safeParse(await ask('/oncalls', query));
      return read.success ? firstIn(read.data) : null;
    } catch {
      return null;
    }
  };
}

function firstIn({ oncalls }: z.infer<typeof onCalls>): readonly Address[] {
  const first = Math.min(...oncalls.map((one) => one.escalation_level));
  const people = new Map<string, Address>();
  for (const { user, escalation_level: level } of oncalls) {
    const name = oneLine(user.name ?? user.summary ?? '', longestName);
    if (level === first && name !== '') people.set(name, { name, email: user.email });
  }
  return [...people.values()].slice(0, mostPeople);
}

import { z } from 'zod';

const lane = z.object({
  id: z.string(),
  receiver: z.string().optional(),
  state: z.object({ kind: z.string(), reason: z.string().optional() }),
  pending: z.number().default(0),
  budgets: z.array(z.object({ bucket: z.string(), left: z.number(), size: z.number() })).default([]),
});

/** One lane of `/api/lanes`, as far as the live view shows it. */
export type LaneShown = z.infer<typeof lane>;

const answer = z.union([z.array(lane), z.object({ lanes: z.array(lane) }).transform((body) => body.lanes)]);

/** Reads `/api/lanes`; empty when the relay does not answer as expected. */
export function lanesOf(body: unknown): LaneShown[] {
  const parsed = answer.safeParse(body);
  return parsed.success ? parsed.data : [];
}

/** The relay's buckets in a reader's words; any other is shown by its own name. */
const bucketNames: Readonly<Record<string, string>> = {
  post: 'channel',
  posts: 'posts',
  update: 'updates',
  events: 'PagerDuty events',
};

/** `channel C1 4/5`, `updates 31/50`: what is left of each budget. */
export function budgetsOf(lanes: readonly LaneShown[]): string[] {
  const budgets = new Map(
    lanes.flatMap((one) => one.budgets.map((budget) => [budget.bucket, budget] as const)),
  );
  return [...budgets.values()].map((one) => `${bucketName(one.bucket)} ${Math.floor(one.left)}/${one.size}`);
}

function bucketName(bucket: string): string {
  const [base = '', ...of] = bucket.split(':');
  return [bucketNames[base] ?? base, ...of].join(' ');
}

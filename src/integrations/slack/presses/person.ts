/** Somebody in Slack. */
interface Person {
  readonly id: string;
  readonly name: string;
}

const mark = '/';

/** Who vouches for what came from a workspace of its own name; null: it is that of `slack.token`. */
export function vouchedIn(workspace: string | null, by: string): string {
  return workspace === null ? by : `${workspace}${mark}${by}`;
}

/**
 * Somebody as the relay knows them. Ids and names are those of one workspace, so somebody of another one than that of
 * `slack.token` carries its name: two with the same id are not one person.
 * @param verifiedBy Who vouched for what they did, as the entry keeps it.
 */
export function personOf({ id, name }: Person, verifiedBy: string): Person {
  const at = verifiedBy.lastIndexOf(mark);
  if (at < 0) return { id, name };
  const workspace = verifiedBy.slice(0, at);
  return { id: `${workspace}${mark}${id}`, name: `${name} (${workspace})` };
}

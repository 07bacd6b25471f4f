import type { Incident } from '../../../domain/incident.ts';
import type { FewTexts } from '../few.ts';

/** What the members of an incident call a user. */
export const isUser = (member: string): boolean => member.startsWith('u:');

/** Distinct users of each root's family, out of the members that its incidents remember. */
export class UsersByRoot {
  private readonly members: ReadonlyMap<string, FewTexts>;
  /** Root → user → of how many of its incidents. */
  private readonly users = new Map<string, Map<string, number>>();

  /** @param members Incident → its members, before they change. */
  constructor(members: ReadonlyMap<string, FewTexts>) {
    this.members = members;
  }

  /** How many distinct users an incident and its children have hit. */
  count({ id, parent }: Pick<Incident, 'id' | 'parent'>): number {
    // A child's own are counted with its root's.
    if (parent !== null) return [...(this.members.get(id) ?? [])].filter(isUser).length;
    return this.users.get(id)?.size ?? 0;
  }

  /** Whether a root's family has met a user. */
  has(root: string, member: string): boolean {
    return this.users.get(root)?.has(member) ?? false;
  }

  /**
   * The only user whom a root's family has met; null for none, and for several.
   * @param more Whom a step has met besides.
   */
  only(root: string, more: readonly { readonly incident: string; readonly id: string }[]): string | null {
    const known = this.users.get(root);
    if (known !== undefined && known.size > 1) return null;
    const met = new Set(known?.keys());
    for (const { incident, id } of more) if (incident === root) met.add(id);
    const [first] = met;
    return first === undefined || met.size > 1 ? null : first;
  }

  /** All counts, for whoever compares. */
  counts(): ReadonlyMap<string, number> {
    return new Map([...this.users].map(([root, users]) => [root, users.size]));
  }

  /** A member is new to an incident of this root. */
  add(root: string, member: string): void {
    if (!isUser(member)) return;
    const users = this.users.get(root);
    if (users === undefined) this.users.set(root, new Map([[member, 1]]));
    else users.set(member, (users.get(member) ?? 0) + 1);
  }

  /** A member has left an incident of this root. */
  remove(root: string, member: string): void {
    const users = this.users.get(root);
    const had = users?.get(member);
    if (users === undefined || had === undefined) return;
    if (had > 1) users.set(member, had - 1);
    else users.delete(member);
    if (users.size === 0) this.users.delete(root);
  }

  /** An incident goes from one root to another, with all its users. */
  move({ id }: Pick<Incident, 'id'>, from: string, to: string | null): void {
    if (from === to) return;
    for (const member of this.members.get(id) ?? []) {
      if (!isUser(member)) continue;
      this.remove(from, member);
      if (to !== null) this.add(to, member);
    }
  }
}

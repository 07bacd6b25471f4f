import { isGuest, type Incident } from '../../../domain/incident.ts';
import { byAge, type Aged } from '../orders.ts';

/** The children of a root, each list oldest first. */
interface Children {
  readonly firm: readonly Incident[];
  readonly guests: readonly Incident[];
}

const none: Children = { firm: [], guests: [] };

/** Who is a firm child of a root and who its guest, so that whoever wants a few of a thousand need not look at all. */
export class Kin {
  private readonly byRoot = new Map<string, { readonly firm: Incident[]; readonly guests: Incident[] }>();

  of(root: string): Children {
    return this.byRoot.get(root) ?? none;
  }

  /** Both together, oldest first. */
  childrenOf(root: string): readonly Incident[] {
    const { firm, guests } = this.of(root);
    return guests.length === 0 ? firm : firm.length === 0 ? guests : [...firm, ...guests].sort(byAge);
  }

  /** An incident's row is about to become another one; undefined when it is new, null when it is gone. */
  follow(before: Incident | undefined, row: Incident | null): void {
    if (before?.parent === row?.parent && listOf(before) === listOf(row)) {
      if (row?.parent != null) this.replace(row.parent, listOf(row), row);
      return;
    }
    if (before?.parent != null) this.remove(before.parent, listOf(before), before);
    if (row?.parent != null) this.insert(row.parent, listOf(row), row);
  }

  /** All lists by root, for whoever compares. */
  all(): ReadonlyMap<string, Children> {
    return this.byRoot;
  }

  private replace(root: string, list: keyof Children, child: Incident): void {
    const children = this.byRoot.get(root)?.[list];
    if (children === undefined) return;
    const at = placeIn(children, child);
    if (children[at]?.id === child.id) children[at] = child;
  }

  private insert(root: string, list: keyof Children, child: Incident): void {
    let children = this.byRoot.get(root);
    if (children === undefined) {
      children = { firm: [], guests: [] };
      this.byRoot.set(root, children);
    }
    children[list].splice(placeIn(children[list], child), 0, child);
  }

  private remove(root: string, list: keyof Children, child: Aged): void {
    const children = this.byRoot.get(root);
    if (children === undefined) return;
    const at = placeIn(children[list], child);
    if (children[list][at]?.id === child.id) children[list].splice(at, 1);
    if (children.firm.length + children.guests.length === 0) this.byRoot.delete(root);
  }
}

function listOf(row: Incident | null | undefined): keyof Children {
  return row != null && isGuest(row) ? 'guests' : 'firm';
}

/** Where a child stands, or would stand. */
function placeIn(list: readonly Aged[], child: Aged): number {
  let [from, to] = [0, list.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const there = list[middle];
    if (there !== undefined && byAge(there, child) < 0) from = middle + 1;
    else to = middle;
  }
  return from;
}

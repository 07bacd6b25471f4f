import type { Cause } from '../../domain/cause.ts';
import type { Issue } from '../../domain/issue.ts';

/** How much the words of an error say about why it fails: who refused it, a cause and where it lies, a cause, neither. */
type Telling = 3 | 2 | 1 | 0;

/** An address, or a name with a port: what could not be reached, as a driver writes it. */
const place = /\b\d{1,3}(?:\.\d{1,3}){3}\b|\b[a-z][\w-]*(?:\.[\w-]+)*:\d{2,5}\b/i;

/**
 * How much an issue's own words say: a refused connection with a host more than a slow one, and that more than "too many
 * retries".
 */
export function tellingOf({ title, evidence }: Pick<Issue, 'title' | 'evidence'>): Telling {
  if (evidence.named === null) return 0;
  const words = title.toLowerCase();
  if (!place.test(title) && !evidence.names.some((name) => words.includes(name))) return 1;
  return words.includes('refused') ? 3 : 2;
}

/** What a cause is about without the instance: `dependency:redis@cache-main` and `dependency:redis` are told of alike. */
export function kindOfCause({ key }: Pick<Cause, 'key'>): string {
  const [kind = key] = key.split('@');
  return kind;
}

/** For each cause that the issues of a family name, the one whose words say most: the first of those that say as much. */
export class TellingIssues {
  private readonly best = new Map<string, Issue>();

  of(kind: string): Issue | null {
    return this.best.get(kind) ?? null;
  }

  add(issue: Issue): void {
    if (issue.evidence.named === null) return;
    const kind = kindOfCause(issue.evidence.named);
    const known = this.best.get(kind);
    if (known === undefined || saysMore(issue, known)) this.best.set(kind, issue);
  }

  /** Follows an issue's row; false when what it says has changed, and whoever says most has to be found anew. */
  follow(before: Issue, row: Issue): boolean {
    if (before.evidence !== row.evidence || before.title !== row.title) return false;
    const { named } = row.evidence;
    if (named !== null && this.best.get(kindOfCause(named)) === before)
      this.best.set(kindOfCause(named), row);
    return true;
  }
}

function saysMore(a: Issue, b: Issue): boolean {
  return (tellingOf(a) - tellingOf(b) || b.firstAt - a.firstAt || (a.key < b.key ? 1 : -1)) > 0;
}

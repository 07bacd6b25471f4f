import type { Alert } from '../../../../src/domain/alert.ts';
import { eventAlert } from '../fixture.ts';

/** One exception: `module/Type`, its text, its frames as `app:file#function` or `lib:file#function`, oldest first. */
export function raised(
  name: string,
  value: string | null,
  frames: readonly string[] = [],
  mechanism: object | null = null,
): object {
  const at = name.lastIndexOf('/');
  return {
    type: name.slice(at + 1),
    module: at === -1 ? null : name.slice(0, at),
    value,
    mechanism,
    stacktrace: frames.length === 0 ? null : { frames: frames.map(frameOf) },
  };
}

function frameOf(text: string): object {
  const [, kind, file = '', called] = /^(app|lib):(.*)#(.*)$/.exec(text) ?? [];
  const module = /^(?:\w+\.)+\w+$/.test(file) && !file.includes('/') ? file : null;
  return { in_app: kind === 'app', filename: file, module, function: called, lineno: 5 };
}

/** The alert of a chain, root cause first, as SDKs send it. */
export function chain(...values: readonly object[]): Alert {
  return eventAlert({ exception: { values } });
}

/** The mechanism of a container. */
export function group(id: number, parent?: number): object {
  return { type: 'chained', exception_id: id, parent_id: parent, is_exception_group: true };
}

/** The mechanism of an exception below another. */
export function child(id: number, parent_id: number): object {
  return { type: 'chained', exception_id: id, parent_id };
}

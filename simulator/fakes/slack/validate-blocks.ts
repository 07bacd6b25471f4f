import { isObject } from '../exchange.ts';
import { checkBlocks } from './block-kit.ts';
import { structure } from './params.ts';
import { refusal, type Method, type Refusal } from './reply.ts';

/**
 * `blocks.validate`: would this be taken here? It posts nothing and needs no scope; exactly one of `blocks`, `message`
 * and `view` is asked about (docs.slack.dev/reference/methods/blocks.validate). Of views this fake knows nothing.
 */
export const validateBlocks: Method = ({ params, workspace }) => {
  const blocks = structure(params, 'blocks');
  const message = structure(params, 'message');
  const given = [blocks, message, structure(params, 'view')].filter((one) => one !== 'absent');
  const asked = blocks === 'absent' ? message : blocks;
  if (given.length !== 1 || typeof asked === 'string') return refusal('invalid_arguments');
  const list = blocks === 'absent' && isObject(asked.value) ? asked.value['blocks'] : asked.value;
  if (!Array.isArray(list)) return refusal('invalid_arguments');
  const problems = checkBlocks(list, workspace.newBlocks);
  if (problems.length === 0) return { ok: true, body: {} };
  return blocks === 'absent'
    ? refused('invalid_message', problems, '')
    : refused('invalid_blocks', problems, '/blocks');
};

/** @param root What pointers leave out: they begin at what was asked about. */
function refused(error: string, problems: readonly string[], root: string): Refusal {
  const errors = problems.map((problem) => {
    const [, message = problem, pointer = ''] = /^(.*) \[json-pointer:(.*)\]$/s.exec(problem) ?? [];
    return { pointer: pointer.slice(root.length), code: 'failed_constraint', message };
  });
  return refusal(error, { errors });
}

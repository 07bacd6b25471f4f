import type { z } from 'zod';
import type { Spot } from '../document/document.ts';
import { edgeLeaves } from './edge-leaves.ts';
import { policyLeaves } from './policy-leaves.ts';
import { relayLeaves } from './relay-leaves.ts';
import { knowledgeLeaves, routingLeaves } from './routing-leaves.ts';
import { traceLeaves } from './trace-leaves.ts';

/**
 * Every setting, by its path in the file, in the order in which mistakes are told. Messages say what to write instead,
 * and never repeat a value, since most of them are secrets.
 */
export const leaves = {
  ...relayLeaves,
  ...traceLeaves,
  ...edgeLeaves,
  ...routingLeaves,
  ...knowledgeLeaves,
  ...policyLeaves,
} as const;

/** Path of a setting in the file. */
export type LeafPath = keyof typeof leaves;

/** Checked values, by path. */
export type Values = { readonly [P in LeafPath]: z.output<(typeof leaves)[P]['shape']> };

/** Name of a variable that the relay reads. */
export type VariableName = NonNullable<(typeof leaves)[LeafPath]['variable']> | 'STORMRELAY_CONFIG';

/** The paths, in their order. */
export function leafPaths(): readonly LeafPath[] {
  return Object.keys(leaves).filter(isLeafPath);
}

/** Whether a path of the file is that of a setting. */
export function isLeafPath(path: string): path is LeafPath {
  return Object.hasOwn(leaves, path);
}

/** Where each setting can be written. */
export function spots(): readonly Spot[] {
  return leafPaths().map((path) => {
    const { variable, secret, secretKeys, inFile } = leaves[path];
    return { path, variable, secret, secretKeys, inFile };
  });
}

/** The names of the variables. */
export function variableNames(): readonly VariableName[] {
  return ['STORMRELAY_CONFIG', ...leafPaths().flatMap((path) => leaves[path].variable ?? [])];
}

/** Variables that name a file which holds a secret: `SENTRY_SIGNING_SECRETS_FILE`. */
export function fileVariables(): readonly string[] {
  return leafPaths().flatMap((path) => {
    const { secret, variable } = leaves[path];
    return secret && variable !== null ? [`${variable}_FILE`] : [];
  });
}

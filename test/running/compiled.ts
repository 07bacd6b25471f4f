import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * Where Node keeps compiled modules by default. Named from outside, it holds for the first file of a program too:
 * hundreds of starts spare the compiler of types.
 */
export const compiled = { NODE_COMPILE_CACHE: path.join(tmpdir(), 'node-compile-cache') } as const;

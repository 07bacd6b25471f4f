import { createHmac } from 'node:crypto';
import { readText } from './payload-file.ts';
import { print } from './print.ts';

/** `stormrelay signature <payload>`: signs a payload as Sentry would, to try the door by hand. */
export function signature(path: string, { secretEnv: name }: { readonly secretEnv: string }): void {
  const secret = process.env[name];
  if (secret === undefined || secret === '')
    throw new Error(`The environment variable ${name} is empty or not set.`);
  print(createHmac('sha256', secret).update(readText(path)).digest('hex'));
}

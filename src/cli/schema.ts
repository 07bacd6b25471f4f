import { fileSchema } from '../config/schema/json-schema.ts';
import { print } from './print.ts';

/** `stormrelay schema`: prints the JSON Schema of the configuration file, for editors. */
export function schema(): void {
  print(JSON.stringify(fileSchema(), null, 2));
}

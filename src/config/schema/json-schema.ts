import { z } from 'zod';
import { isMapping } from '../document/plain.ts';
import { leafPaths, leaves } from './leaves.ts';

type Json = Readonly<Record<string, unknown>>;

/** A reference may stand for any value. */
const reference: Json = { type: 'string', pattern: String.raw`\$\{` };

const secretFile: Json = { type: ['string', 'null'], description: 'A file that holds it, and nothing else.' };

/**
 * The JSON Schema of the configuration file, for editors: draft 7, which the language server of YAML reads best. It
 * knows shapes; what hangs together only `check` knows.
 */
export function fileSchema(): Json {
  const root = section('The configuration of stormrelay.');
  const definitions = new Map<string, unknown>();
  for (const path of leafPaths()) {
    const { inFile, secret, secretKeys, shape, about } = leaves[path];
    if (!inFile) continue;
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    const parent = keys.reduce((inside, key) => {
      const known = inside.properties.get(key);
      const next = known instanceof Section ? known : section('');
      inside.properties.set(key, next);
      return next;
    }, root);
    parent.properties.set(last, {
      description: about,
      ...either(leafSchema(shape, secretKeys, definitions), { type: 'null' }),
    });
    if (secret) parent.properties.set(`${last}_file`, secretFile);
  }
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'stormrelay.yaml',
    ...root.toJson(),
    definitions: Object.fromEntries(definitions),
  };
}

/** A mapping of settings while it is put together. */
class Section {
  readonly properties = new Map<string, Section | Json>();
  private readonly about: string;

  constructor(about: string) {
    this.about = about;
  }

  toJson(): Json {
    return {
      ...(this.about === '' ? {} : { description: this.about }),
      type: ['object', 'null'],
      additionalProperties: false,
      properties: Object.fromEntries(
        [...this.properties].map(([key, of]) => [key, of instanceof Section ? of.toJson() : of]),
      ),
    };
  }
}

function section(about: string): Section {
  return new Section(about);
}

/** What refers to itself is told by `definitions`, which the whole file has in one place. */
function leafSchema(
  shape: z.ZodType,
  secretKeys: readonly string[],
  definitions: Map<string, unknown>,
): unknown {
  const json = z.toJSONSchema(shape, {
    target: 'draft-7',
    io: 'input',
    unrepresentable: 'any',
    // A default is told as the relay has it, not as it would be written.
    override: ({ jsonSchema }) => {
      delete jsonSchema.default;
      offerFiles(jsonSchema, secretKeys);
    },
  });
  for (const [name, of] of Object.entries(json['definitions'] ?? {})) definitions.set(name, loosened(of));
  return loosened(Object.fromEntries(Object.entries(json).filter(([key]) => !aside.includes(key))));
}

const aside = ['$schema', 'definitions'];

/** A secret within a mapping may stand in a file of its own. */
function offerFiles(json: z.core.JSONSchema.BaseSchema, secretKeys: readonly string[]): void {
  for (const key of secretKeys.filter((one) => json.properties?.[one] !== undefined)) {
    json.properties = { ...json.properties, [`${key}_file`]: { type: 'string' } };
    json.required = json.required?.filter((one) => one !== key) ?? [];
  }
}

/** Lets a reference stand in for every value, and one text for a list. */
function loosened(json: unknown): unknown {
  if (!isMapping(json)) return json;
  const inner = Object.fromEntries(
    Object.entries(json).map(([key, value]) => [key, loosenedMember(key, value)]),
  );
  if (inner['type'] === 'array') return either(inner, { type: 'string' });
  const isScalar =
    inner['enum'] !== undefined || ['string', 'number', 'integer', 'boolean'].includes(String(inner['type']));
  if (isScalar) return either(inner, reference);
  return Array.isArray(inner['anyOf']) ? either(...(inner['anyOf'] as readonly unknown[])) : inner;
}

/** One of these; an option that is a choice itself is laid open, and none stands twice. */
function either(...options: readonly unknown[]): Json {
  const open = options.flatMap((option): readonly unknown[] => {
    const isChoice = isMapping(option) && Object.keys(option).length === 1 && Array.isArray(option['anyOf']);
    return isChoice ? (option['anyOf'] as readonly unknown[]) : [option];
  });
  return { anyOf: [...new Map(open.map((option) => [JSON.stringify(option), option])).values()] };
}

function loosenedMember(key: string, value: unknown): unknown {
  if (key === 'items' || key === 'additionalProperties') return loosened(value);
  if (key === 'anyOf' && Array.isArray(value)) return value.map(loosened);
  if (key === 'properties' && isMapping(value))
    return Object.fromEntries(Object.entries(value).map(([name, of]) => [name, loosened(of)]));
  return value;
}

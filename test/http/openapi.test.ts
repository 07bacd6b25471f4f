import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { apiRoutes } from '../../src/http/http-app.ts';
import { fakeDeps } from './doubles/fake-relay.ts';
import { emptyShelf } from './doubles/fake-store.ts';

const operation = z.strictObject({
  operationId: z.string().regex(/^[a-z][A-Za-z]+$/),
  summary: z.string().regex(/^[A-Z].*\.$/),
  tags: z.array(z.string()).length(1),
  security: z.array(z.record(z.string(), z.array(z.string()))).optional(),
  parameters: z.array(z.unknown()).optional(),
  requestBody: z.unknown().optional(),
  responses: z.record(z.string().regex(/^[2-5]\d\d$/), z.unknown()),
});
const methods = ['get', 'post', 'delete'] as const;
const place = z.strictObject({
  parameters: z.array(z.unknown()).optional(),
  get: operation.optional(),
  post: operation.optional(),
  delete: operation.optional(),
});
const document = z
  .object({ openapi: z.literal('3.1.0'), paths: z.record(z.string(), place), components: z.unknown() })
  .parse(parse(readFileSync(path.resolve(import.meta.dirname, '../../docs/openapi.yaml'), 'utf8')));

const operations = Object.entries(document.paths).flatMap(([at, here]) =>
  methods.flatMap((method) => {
    const said = here[method];
    return said === undefined ? [] : [{ name: `${method.toUpperCase()} ${at}`, said }];
  }),
);

const routes = apiRoutes(fakeDeps(emptyShelf(), [], {})).map((route) => ({
  ...route,
  name: `${route.method} /api${route.path.replaceAll(/:(\w+)/g, '{$1}')}`,
}));

describe('the OpenAPI document', () => {
  it('has every route of the API, and no other', () => {
    const told = operations.map(({ name }) => name).filter((name) => name.includes(' /api/'));
    expect(told.toSorted()).toEqual(routes.map(({ name }) => name).toSorted());
    expect(told.length).toBeGreaterThan(25);
  });

  it.each(routes.map((route) => [route.name, route] as const))(
    'says of %s who may ask, and all that it answers',
    (name, route) => {
      const said = operations.find((one) => one.name === name)?.said;
      const answered = Object.keys(said?.responses ?? {}).map(Number);
      expect(answered).toEqual(expect.arrayContaining([...route.statuses, 401]));
      // What is not of the route itself is of reading and of the guards.
      expect(answered.filter((status) => !route.statuses.includes(status))).toEqual(
        expect.not.arrayContaining([404, 409, 500]),
      );
      const ways = (said?.security ?? [{ adminToken: [] }]).flatMap((one) => Object.keys(one));
      expect(ways.includes('ciToken')).toBe(route.may === 'ci');
    },
  );

  it('names each operation once, and leads nowhere that is not there', () => {
    const ids = operations.map(({ said }) => said.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/([^"]+)"/g)];
    expect(references.length).toBeGreaterThan(10);
    for (const [, where = ''] of references) {
      const found = where
        .split('/')
        .reduce<unknown>(
          (at, key) => (at as Record<string, unknown> | undefined)?.[key],
          document.components,
        );
      expect(found, where).toBeDefined();
    }
  });
});

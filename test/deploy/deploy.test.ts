import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { variableNames } from '../../src/config/schema/leaves.ts';
import { createMetrics } from '../../src/observe/metrics.ts';

const root = path.resolve(import.meta.dirname, '../..');
const textOf = (file: string): string => readFileSync(path.join(root, file), 'utf8');

interface Known {
  readonly name: string;
  readonly labels: ReadonlySet<string>;
}

/** What a scrape shows, by name; histograms in their three forms. */
function shown(): ReadonlyMap<string, Known> {
  const { registry } = createMetrics();
  const all = registry.getMetricsAsArray() as unknown as readonly {
    readonly name: string;
    readonly type: string;
    readonly labelNames: readonly string[];
  }[];
  const known = all.flatMap(({ name, type, labelNames }) => {
    const labels = new Set(labelNames);
    if (type !== 'histogram') return [{ name, labels }];
    return [
      { name: `${name}_bucket`, labels: new Set([...labels, 'le']) },
      { name: `${name}_sum`, labels },
      { name: `${name}_count`, labels },
    ];
  });
  return new Map(known.map((one) => [one.name, one]));
}

/** Labels that Prometheus itself gives to what it scrapes. */
const scraped = ['job', 'instance'];

/** What an expression asks for that no scrape shows. */
function strangeIn(expression: string, known: ReadonlyMap<string, Known>): readonly string[] {
  const asked = expression.matchAll(/\b((?:stormrelay|process)_[a-z_]+)(?:\{([^}]*)\})?/g);
  return [...asked].flatMap(([, name = '', selector = '']) => {
    const metric = known.get(name);
    if (metric === undefined) return [name];
    const labels = [...selector.matchAll(/(\w+)\s*(?:=~|!~|!=|=)\s*"/g)].map(([, label = '']) => label);
    return labels.filter((label) => !metric.labels.has(label) && !scraped.includes(label));
  });
}

const rule = z.strictObject({
  alert: z.string().regex(/^Stormrelay[A-Z]\w+$/),
  expr: z.string().min(1),
  for: z
    .string()
    .regex(/^\d+[smhd]$/)
    .optional(),
  labels: z.strictObject({ severity: z.enum(['warning', 'critical']) }),
  annotations: z.strictObject({ summary: z.string().min(10), description: z.string().optional() }),
});
const rules = z.strictObject({
  groups: z.array(z.strictObject({ name: z.string(), rules: z.array(rule).min(1) })).min(1),
});
const panels = z.object({
  panels: z.array(z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })).min(1) })),
});

describe('what Prometheus and Grafana ask for', () => {
  it('is shown by a scrape: each metric and each label of the alert rules', () => {
    const { groups } = rules.parse(parse(textOf('deploy/prometheus-rules.yaml')));
    const all = groups.flatMap((group) => group.rules);
    expect(all.length).toBeGreaterThan(10);
    expect(new Set(all.map(({ alert }) => alert)).size).toBe(all.length);
    expect(all.flatMap(({ expr }) => strangeIn(expr, shown()))).toEqual([]);
  });

  it('and of the dashboard', () => {
    const { panels: all } = panels.parse(JSON.parse(textOf('deploy/grafana-dashboard.json')));
    const asked = all.flatMap(({ targets }) => targets.map(({ expr }) => expr));
    expect(asked.length).toBeGreaterThan(10);
    expect(asked.flatMap((expr) => strangeIn(expr, shown()))).toEqual([]);
  });

  it('would be noticed if it were not', () => {
    expect(strangeIn('sum(stormrelay_nothing{job="a"}) > 0', shown())).toEqual(['stormrelay_nothing']);
    expect(strangeIn('stormrelay_lane_state{lane="a", mood="b"}', shown())).toEqual(['mood']);
    expect(strangeIn('rate(stormrelay_webhook_answer_seconds[5m])', shown())).toHaveLength(1);
  });
});

it('every metric of the relay is explained with its labels, and nothing else is', () => {
  const { registry } = createMetrics();
  const own = (
    registry.getMetricsAsArray() as unknown as { name: string; labelNames: string[]; help: string }[]
  )
    .filter(({ name }) => name.startsWith('stormrelay_'))
    .map(({ name, labelNames }) => `${name}{${labelNames.toSorted().join()}}`);
  const rows = [...textOf('docs/operations.md').matchAll(/^\| (`stormrelay_[^|]*) +\|/gm)];
  const told = rows.flatMap(([, cell = '']) =>
    [...cell.matchAll(/`(\w+)(?:\{([\w,]*)\})?`/g)].map(
      ([, name = '', labels = '']) => `${name}{${labels.split(',').toSorted().join()}}`,
    ),
  );
  expect(own.length).toBeGreaterThan(20);
  expect(told.toSorted()).toEqual(own.toSorted());
});

it('metrics are named as Prometheus names them: counters end in _total, times in seconds, no unit is scaled', () => {
  const { registry } = createMetrics();
  for (const { name, type, help } of registry.getMetricsAsArray() as unknown as {
    name: string;
    type: string;
    help: string;
  }[]) {
    if (!name.startsWith('stormrelay_')) continue;
    expect(name.endsWith('_total'), name).toBe(type === 'counter');
    expect(name, name).not.toMatch(/_(ms|milliseconds|minutes|kb|mb|percent)(_|$)/);
    expect(help, name).toMatch(/\.$/);
  }
});

const service = z.object({
  services: z.object({
    relay: z.object({
      build: z.object({ context: z.string(), dockerfile: z.string() }),
      environment: z.record(z.string(), z.string()),
    }),
  }),
});
const manifest = z.object({ kind: z.string(), spec: z.unknown() });
const pod = z.object({
  replicas: z.literal(1),
  template: z.object({
    spec: z.object({ containers: z.array(z.object({ env: z.array(z.object({ name: z.string() })) })) }),
  }),
});

describe('what runs the relay', () => {
  it('a container by compose, with a Dockerfile that is there, and variables that are read', () => {
    const { relay } = service.parse(parse(textOf('deploy/compose.yaml'))).services;
    const context = path.join(root, 'deploy', relay.build.context);
    expect(existsSync(path.join(context, relay.build.dockerfile))).toBe(true);
    expect(Object.keys(relay.environment).filter((name) => !isRead(name))).toEqual([]);
  });

  it('a pod of Kubernetes, of which there is one, with variables that are read', () => {
    const all = parseAllDocuments(textOf('deploy/kubernetes/stormrelay.yaml')).map((one) =>
      manifest.parse(one.toJS()),
    );
    expect(all.map(({ kind }) => kind)).toEqual(['StatefulSet', 'Service']);
    const { containers } = pod.parse(all[0]?.spec).template.spec;
    const names = containers.flatMap(({ env }) => env.map(({ name }) => name));
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !isRead(name))).toEqual([]);
  });

  it('a unit of systemd that starts a file which is there', () => {
    const started = /^ExecStart=.* (src\/\S+) serve$/m.exec(textOf('deploy/stormrelay.service'))?.[1] ?? '';
    expect(existsSync(path.join(root, started))).toBe(true);
  });
});

function isRead(name: string): boolean {
  return variableNames().some((known) => known === name);
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseDocument } from 'yaml';
import type { z } from 'zod';
import { complaintsAbout } from './complaints.ts';
import { isMapping, over } from './likeness.ts';
import {
  scenarioSchema,
  worldSchema,
  type RequiredCheck,
  type Scenario,
  type ScenarioPlan,
  type World,
} from './scenario.ts';

/** A scenario file that cannot be used; the message says which file, which field and what to write. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';
}

/** The folder of the scenarios that come with the project. */
const STORMS_FOLDER = path.join(import.meta.dirname, '..', '..', 'fixtures', 'storms');

/** Names of all scenarios, in alphabetical order. */
export function scenarioNames(folder: string = STORMS_FOLDER): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
    .sort();
}

/** Reads and validates `<folder>/<name>.yaml`; throws ScenarioError. */
export function loadScenario(name: string, folder: string = STORMS_FOLDER): Scenario {
  const names = scenarioNames(folder);
  if (!names.includes(name)) {
    throw new ScenarioError(`There is no scenario "${name}". Known: ${names.join(', ')}, or "all".`);
  }
  return parseScenario(name, readFileSync(path.join(folder, `${name}.yaml`), 'utf8'), folder);
}

/** Turns the text of a scenario file into a scenario; throws ScenarioError. */
export function parseScenario(name: string, text: string, folder: string = STORMS_FOLDER): Scenario {
  const { world, ...plan } = validated(`${name}.yaml`, layered(name, text, folder), scenarioSchema);
  const ground = world === undefined ? NOWHERE : loadWorld(name, world, folder);
  const scenario: Scenario = {
    ...plan,
    name,
    org: plan.org ?? ground.org,
    values: { ...ground.values, ...plan.values },
    families: { ...ground.families, ...plan.families },
    rules: plan.rules.length > 0 ? plan.rules : ground.rules,
    services: [
      ...ground.services.filter((one) => !plan.services.some((own) => own.name === one.name)),
      ...plan.services,
    ],
    checks: plan.checks.flatMap(requiredChecks),
  };
  const complaints = complaintsAbout(scenario);
  if (complaints.length > 0) throw new ScenarioError(`${name}.yaml: ${complaints.join('; ')}.`);
  return scenario;
}

const NOWHERE: World = { org: '', values: {}, services: [], rules: [], families: {} };

function loadWorld(scenario: string, world: string, folder: string): World {
  const file = path.join(folder, 'worlds', `${world}.yaml`);
  if (!/^[\w-]+$/.test(world) || !existsSync(file)) {
    throw new ScenarioError(
      `${scenario}.yaml names the world "${world}", but there is no worlds/${world}.yaml.`,
    );
  }
  const name = `worlds/${world}.yaml`;
  return validated(name, readYaml(name, readFileSync(file, 'utf8')), worldSchema);
}

/** The scenario over those that it builds on. */
function layered(name: string, text: string, folder: string, above: readonly string[] = []): unknown {
  const own = readYaml(`${name}.yaml`, text);
  if (!isMapping(own) || own['like'] === undefined) return own;
  const { like, ...rest } = own;
  const names = scenarioNames(folder);
  if (typeof like !== 'string' || !names.includes(like))
    throw new ScenarioError(
      `${name}.yaml is like ${JSON.stringify(like)}, which is no scenario. Known: ${names.join(', ')}.`,
    );
  const chain = [...above, name];
  if (chain.includes(like)) throw new ScenarioError(`${[...chain, like].join('.yaml is like ')}: a circle.`);
  const base = layered(like, readFileSync(path.join(folder, `${like}.yaml`), 'utf8'), folder, chain);
  return isMapping(base) ? over(base, rest) : rest;
}

function readYaml(file: string, text: string): unknown {
  const document = parseDocument(text);
  const broken = document.errors[0];
  if (broken !== undefined) throw new ScenarioError(`${file} is not YAML: ${broken.message}`);
  return document.toJS();
}

function validated<T extends z.ZodType>(file: string, raw: unknown, schema: T): z.infer<T> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(
    (issue) => `  ${issue.path.map(String).join('.') || '(file)'}: ${issue.message}`,
  );
  throw new ScenarioError(`${file} is not a scenario:\n${lines.join('\n')}`);
}

function requiredChecks(entry: ScenarioPlan['checks'][number]): RequiredCheck[] {
  if (typeof entry === 'string') return [{ name: entry, parameters: {} }];
  return Object.entries(entry).map(([name, parameters]) => ({ name, parameters }));
}

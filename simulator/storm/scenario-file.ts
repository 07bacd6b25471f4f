import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseDocument } from 'yaml';
import type { z } from 'zod';
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
export const STORMS_FOLDER = path.join(import.meta.dirname, '..', '..', 'fixtures', 'storms');

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
  const { world, ...plan } = parseYaml(`${name}.yaml`, text, scenarioSchema);
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
  const complaints = danglingNames(scenario);
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
  return parseYaml(`worlds/${world}.yaml`, readFileSync(file, 'utf8'), worldSchema);
}

function parseYaml<T extends z.ZodType>(file: string, text: string, schema: T): z.infer<T> {
  const document = parseDocument(text);
  const broken = document.errors[0];
  if (broken !== undefined) throw new ScenarioError(`${file} is not YAML: ${broken.message}`);
  const parsed = schema.safeParse(document.toJS());
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

/** What something refers to and nothing defines, and services whose platform no family fits. */
function danglingNames(scenario: Scenario): string[] {
  return [
    ...(scenario.org === '' ? ['"org" is missing, and no "world" gives one'] : []),
    ...(scenario.rules.length === 0 ? ['"rules" are missing, and no "world" gives any'] : []),
    ...scenario.outages.flatMap((one) => complaintsOf(scenario, `outage "${one.id}"`, one)),
    ...scenario.outages.flatMap((one) =>
      complaintsOf(scenario, `outage "${one.id}"`, { services: one.followers, families: one.families }, true),
    ),
    ...scenario.background.flatMap((one) => complaintsOf(scenario, `background "${one.id}"`, one)),
  ];
}

function complaintsOf(
  scenario: Scenario,
  where: string,
  one: { services: string[]; families: string[] },
  follows = false,
): string[] {
  const known = new Map(scenario.services.map((service) => [service.name, service]));
  const fits = (name: string, platform: string): boolean => {
    const family = scenario.families[name];
    return (
      family !== undefined && family.follows === follows && (family.platforms?.includes(platform) ?? true)
    );
  };
  return [
    ...one.families
      .filter((name) => scenario.families[name] === undefined)
      .map((name) => `${where} names the unknown family "${name}"`),
    ...one.services.flatMap((name) => {
      const service = known.get(name);
      if (service === undefined) return [`${where} names the unknown service "${name}"`];
      if (one.families.some((candidate) => fits(candidate, service.platform))) return [];
      return [`${where} has no ${follows ? 'following ' : ''}family for "${name}" (${service.platform})`];
    }),
  ];
}

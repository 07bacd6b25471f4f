import { breaksOut, type AlonePlan } from './alone-plan.ts';
import { isPageAct, type PersonPlan } from './people-plan.ts';
import type { Scenario } from './scenario.ts';

/** What something refers to and nothing defines, and services whose platform no family fits. */
export function complaintsAbout(scenario: Scenario): string[] {
  return [
    ...(scenario.org === '' ? ['"org" is missing, and no "world" gives one'] : []),
    ...(scenario.rules.length === 0 ? ['"rules" are missing, and no "world" gives any'] : []),
    ...scenario.outages.flatMap((one) => ofStream(scenario, `outage "${one.id}"`, one)),
    ...scenario.outages.flatMap((one) =>
      ofStream(scenario, `outage "${one.id}"`, { services: one.followers, families: one.families }, true),
    ),
    ...scenario.background.flatMap((one) => ofStream(scenario, `background "${one.id}"`, one)),
    ...scenario.alone.flatMap((one) => ofAlone(scenario, one)),
    ...twice([...scenario.outages, ...scenario.alone].map((one) => one.id)),
    ...scenario.people.flatMap((one) => ofPerson(scenario, one)),
  ];
}

function ofStream(
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

function ofAlone(scenario: Scenario, plan: AlonePlan): string[] {
  const where = `alone "${plan.id}"`;
  const [first] = plan.steps;
  return [
    ...(plan.kind === 'error'
      ? ofStream(scenario, where, { services: [plan.service], families: [plan.family] })
      : scenario.services.some((service) => service.name === plan.service)
        ? []
        : [`${where} names the unknown service "${plan.service}"`]),
    ...(first !== undefined && !breaksOut(first)
      ? [`${where} begins with "resolved": nothing fires yet`]
      : []),
    ...plan.steps.flatMap((step, index) => {
      const before = plan.steps[index - 1];
      return before !== undefined && step.at.from < before.at.to
        ? [`${where} has steps out of order: "${step.does}" may come before "${before.does}"`]
        : [];
    }),
  ];
}

function twice(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))].map(
    (id) => `"${id}" is the id of more than one outage or trouble of its own`,
  );
}

function ofPerson(scenario: Scenario, act: PersonPlan): string[] {
  const outage = scenario.outages.find((one) => one.id === act.what);
  const lone = scenario.alone.find((one) => one.id === act.what);
  const where = `the person who does "${act.does}"`;
  if (outage === undefined && lone === undefined)
    return [`${where} names "${act.what}", which is neither an outage nor alone`];
  const outbursts = (outage?.again.length ?? 0) + (outage === undefined ? 0 : 1);
  const times = outbursts + (lone?.steps.filter(breaksOut).length ?? 0);
  return [
    ...(act.outburst > times
      ? [`${where} waits for outburst ${act.outburst} of "${act.what}", which has ${times}`]
      : []),
    ...(lone?.kind === 'metric' && !isPageAct(act.does)
      ? [`${where} means "${act.what}", but a metric rule has no issue in Sentry`]
      : []),
  ];
}

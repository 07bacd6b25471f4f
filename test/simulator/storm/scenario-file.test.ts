import { describe, expect, it } from 'vitest';
import { bindChecks } from '../../../simulator/referee/referee.ts';
import { loadScenario, parseScenario, scenarioNames } from '../../../simulator/storm/scenario-file.ts';

const SOUND = `
title: One failure
world: fernhill
length: 20s
families:
  boom: { exception: { type: Error, message: boom } }
outages:
  - { id: a, starts: 1s, lasts: 5s, services: [basket-api], families: [boom], issues: 1, perMinute: 60 }
checks: [answered]
`;

describe('scenario files', () => {
  it('has the eight storms of the project, and every one of them is sound with all its checks', () => {
    expect(scenarioNames()).toEqual([
      'background-noise',
      'bad-deploy',
      'pagerduty-throttle',
      'redis-outage',
      'relay-crash',
      'secret-rotation',
      'slack-brownout',
      'two-outages',
    ]);
    for (const name of scenarioNames())
      expect(bindChecks(name, loadScenario(name).checks).length).toBeGreaterThan(10);
  });

  it('takes services, rules and wordings from its world, and its own over them', () => {
    const scenario = parseScenario(
      'mine',
      `${SOUND}services: [{ name: basket-api, platform: cobol, transactions: [RUN] }]\n`,
    );
    expect(scenario.org).toBe('fernhill');
    expect(scenario.services.filter((one) => one.name === 'basket-api')).toMatchObject([
      { platform: 'cobol' },
    ]);
    expect(scenario.services.length).toBeGreaterThan(10);
  });

  it.each([
    ['a field that is missing', SOUND.replace('length: 20s', ''), /length/],
    [
      'a duration that is none',
      SOUND.replace('20s', 'soon'),
      /length: "soon" is not a duration: write for example 500ms, 20s or 3m/,
    ],
    ['a field nobody knows', `${SOUND}colour: red\n`, /colour/],
    [
      'an unknown service',
      SOUND.replace('[basket-api]', '[nobody]'),
      /outage "a" names the unknown service "nobody"/,
    ],
    ['an unknown family', SOUND.replace('[boom]', '[bang]'), /outage "a" names the unknown family "bang"/],
    [
      'a service whose language no family speaks',
      SOUND.replace('boom: {', 'boom: { platforms: [go],'),
      /has no family for "basket-api" \(node\)/,
    ],
    ['an unknown world', SOUND.replace('fernhill', 'atlantis'), /there is no worlds\/atlantis\.yaml/],
    ['a world outside of its folder', SOUND.replace('fernhill', '../../x'), /there is no worlds/],
    ['text that is no YAML', 'title: [', /mine\.yaml is not YAML/],
    [
      'a fault without a duration',
      `${SOUND}happenings: [{ at: 1s, fault: { target: { service: slack }, fault: { kind: html } } }]\n`,
      /needs "for"/,
    ],
    [
      'two happenings in one',
      `${SOUND}happenings: [{ at: 1s, switchSecret: true, kill: { down: 1s } }]\n`,
      /exactly one of/,
    ],
  ])('refuses %s, and says where', (_what, text, complaint) => {
    expect(() => parseScenario('mine', text)).toThrow(complaint);
  });

  it('refuses a check that does not exist, and wrong parameters of one that does', () => {
    expect(() => bindChecks('mine', [{ name: 'all-is-well', parameters: {} }])).toThrow(
      /requires the check "all-is-well", which does not exist. Known: answered/,
    );
    expect(() => bindChecks('mine', [{ name: 'storm-traffic', parameters: { most: 3 } }])).toThrow(
      /gives the check "storm-traffic" wrong parameters/,
    );
  });

  it('names the scenarios there are when one is unknown', () => {
    expect(() => loadScenario('locusts')).toThrow(/no scenario "locusts". Known: background-noise, /);
  });
});

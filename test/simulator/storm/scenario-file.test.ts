import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
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
  it('has the twenty-two storms of the project, and every one of them is sound with all its checks', () => {
    expect(scenarioNames()).toEqual([
      'ack-in-pagerduty',
      'ack-in-slack',
      'ack-mid-storm',
      'background-noise',
      'bad-deploy',
      'double-click',
      'fatal-in-storm',
      'monitors',
      'nameless-outage',
      'nobody-acks',
      'odd-redis',
      'pagerduty-throttle',
      'redis-outage',
      'regression',
      'relay-crash',
      'resolved-in-sentry',
      'second-outage',
      'secret-rotation',
      'slack-brownout',
      'slow-clocks',
      'storm-channel',
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
    [
      'a clock that is both slow and fast',
      SOUND.replace('perMinute: 60', 'perMinute: 60, clock: { behind: 1m, ahead: 1m }'),
      /outages\.0\.clock: needs exactly one of behind, ahead/,
    ],
    [
      'a person who means nothing that is there',
      `${SOUND}people: [{ does: acknowledge, what: b, after: 1s }]\n`,
      /"acknowledge" names "b", which is neither an outage nor alone/,
    ],
    [
      'a person who waits for an outburst that never comes',
      `${SOUND}people: [{ does: acknowledge, what: a, outburst: 2, after: 1s }]\n`,
      /waits for outburst 2 of "a", which has 1/,
    ],
    [
      'an act that nobody can do',
      `${SOUND}people: [{ does: shout, what: a, after: 1s }]\n`,
      /people\.0\.does: .*acknowledge-in-pagerduty/,
    ],
    [
      'a metric rule that somebody resolves as an issue',
      `${SOUND}alone: [{ id: r, kind: metric, service: basket-api, rule: '7', title: T, steps: [{ at: 1s, does: critical }] }]\npeople: [{ does: resolve-in-sentry, what: r, after: 1s }]\n`,
      /a metric rule has no issue in Sentry/,
    ],
    [
      'a trouble of a kind that there is not',
      `${SOUND}alone: [{ id: r, kind: plague, service: basket-api, steps: [{ at: 1s, does: fires }] }]\n`,
      /alone\.0\.kind/,
    ],
    [
      'a trouble that ends before it began',
      `${SOUND}alone: [{ id: r, kind: error, service: basket-api, family: boom, steps: [{ at: 1s, does: resolved }] }]\n`,
      /alone "r" begins with "resolved": nothing fires yet/,
    ],
    [
      'steps out of order',
      `${SOUND}alone: [{ id: r, kind: error, service: basket-api, family: boom, steps: [{ at: 9s, does: fires }, { at: 8s, does: resolved }] }]\n`,
      /alone "r" has steps out of order: "resolved" may come before "fires"/,
    ],
    [
      'two troubles with one id',
      `${SOUND}alone: [{ id: a, kind: error, service: basket-api, family: boom, steps: [{ at: 1s, does: fires }] }]\n`,
      /"a" is the id of more than one outage or trouble of its own/,
    ],
    [
      'a scenario like one that is not there',
      `${SOUND}like: locusts\n`,
      /is like "locusts", which is no scenario/,
    ],
  ])('refuses %s, and says where', (_what, text, complaint) => {
    expect(() => parseScenario('mine', text)).toThrow(complaint);
  });

  it('builds on another: everything of it but the title, its own over it by name, an empty list over all', () => {
    const base = loadScenario('redis-outage');
    const mine = parseScenario(
      'mine',
      'title: Mine\nlike: redis-outage\nlength: 9m\noutages: [{ id: redis, lasts: 20s }]\nbackground: []\nchecks: [answered]\n',
    );
    expect(mine).toMatchObject({
      title: 'Mine',
      length: 540_000,
      checks: [{ name: 'answered' }],
      background: [],
    });
    expect(mine.families).toEqual(base.families);
    expect(mine.outages).toEqual([{ ...base.outages[0], lasts: 20_000 }]);
    expect(() => parseScenario('mine', 'like: redis-outage\n')).toThrow(/title/);
  });

  it('refuses a circle of scenarios that build on each other', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'stormrelay-circle-'));
    for (const [name, like] of [
      ['one', 'two'],
      ['two', 'one'],
    ])
      writeFileSync(path.join(folder, `${name}.yaml`), `title: T\nlike: ${like}\n`);
    expect(() => loadScenario('one', folder)).toThrow(/one\.yaml is like two\.yaml is like one: a circle/);
    rmSync(folder, { recursive: true });
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
    expect(() => loadScenario('locusts')).toThrow(/no scenario "locusts". Known: ack-in-pagerduty, /);
  });
});

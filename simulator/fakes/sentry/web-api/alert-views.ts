import { seedOf } from '../../../seeded-random.ts';
import { zuluMicros } from '../event-time.ts';
import type { KnownIssue } from './issue-book.ts';

type View = Record<string, unknown>;

/** What the author of an alert wrote for whoever is woken. */
export interface AlertNotes {
  readonly rule: string;
  readonly notes: string;
}

/** `GET /organizations/{org}/workflows/`: one for each rule that fired, with what its author wrote for readers. */
export function workflowsOf(issues: readonly KnownIssue[], told: readonly AlertNotes[]): View[] {
  const fired = new Map<string, number>();
  for (const { error } of issues)
    for (const rule of error.rules) fired.set(rule, Math.max(fired.get(rule) ?? 0, error.at));
  for (const { rule } of told) if (!fired.has(rule)) fired.set(rule, 0);
  return [...fired].map(([name, at]) =>
    workflowView(name, at, told.find(({ rule }) => rule === name)?.notes),
  );
}

function workflowView(name: string, at: number, notes = ''): View {
  const id = String(seedOf(name, 5));
  const logic = { organizationId: '12', logicType: 'any-short', conditions: [], actions: [] };
  return {
    id,
    name,
    organizationId: '12',
    createdBy: '31',
    dateCreated: '2026-01-14T20:08:32.273220Z',
    dateUpdated: '2026-01-14T20:08:32.273209Z',
    triggers: { id: `${id}1`, ...logic },
    actionFilters: [
      {
        id: `${id}2`,
        ...logic,
        actions: [
          {
            id: `${id}3`,
            type: 'slack',
            integrationId: '7',
            data: { notes, tags: '' },
            config: { targetType: 'specific', targetIdentifier: 'C0FAKE', targetDisplay: '#alerts' },
            status: 'active',
          },
        ],
      },
    ],
    environment: null,
    config: { frequency: 5 },
    detectorIds: [],
    enabled: true,
    lastTriggered: at === 0 ? null : zuluMicros(at),
  };
}

/** `GET /organizations/{org}/detectors/`: one for each metric rule that was told of. */
export function detectorsOf(told: readonly AlertNotes[]): View[] {
  return told.map(({ rule, notes }) => ({
    id: String(seedOf(rule, 6)),
    projectId: '1',
    name: rule,
    description: notes,
    type: 'metric_issue',
    workflowIds: [],
    owner: null,
    dateCreated: '2026-01-14T20:08:32.273220Z',
    dateUpdated: '2026-01-14T20:08:32.273209Z',
    dataSources: [],
    conditionGroup: null,
    config: {},
    enabled: true,
  }));
}

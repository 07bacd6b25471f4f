import type { Drill } from '../../src/domain/drill/drill.ts';
import type { Incident } from '../../src/domain/incident.ts';
import type { LaneState } from '../../src/domain/sending/lane.ts';
import type { Notification } from '../../src/domain/sending/notification.ts';
import type { SentrySigns } from '../../src/domain/drill/drill-report.ts';
import {
  drillLists,
  drillReport,
  type DrillLists,
  type DrillStore,
} from '../../src/observe/drills/drill-desk.ts';
import type { Look } from '../../src/observe/drills/looks.ts';
import { chat, message, policy, row } from '../make.ts';
import { posted, ringing, trigger } from '../sent.ts';
import { drill, incident, t0 } from '../store/nouns.ts';

/** A channel that only drills reach. */
export const testChat = { ...chat, id: 'slack/CDRILL', lane: 'slack:CDRILL' };
/** A message that was accepted 400 ms after the drill's first alert. */
export const accepted = posted({ acceptedAt: t0 + 900, digest: 'd1' });
/** The same of a page. */
export const rung = ringing({ trigger: trigger({ acceptedAt: t0 + 900 }), digest: 'd1' });
/** What every look of a scene finds. */
const found: Look = {
  finding: { kind: 'yes', detail: 'It is there.', link: null },
  at: t0 + 1_000,
  since: t0 + 950,
  looks: 1,
};
/** A drill whose alert was counted. */
export const running = drill('drill-1', { alertsTaken: 1, firstAlertAt: t0 + 500, incidents: ['inc-1'] });

/** An incident of drill-1. */
export const its = (id: string, change: Partial<Incident> = {}): Incident =>
  incident(id, { environmentClass: 'drill:drill-1', ...change });

/** What the store of a test holds. */
interface Shelf {
  drills: Drill[];
  incidents: Incident[];
  rows: Notification[];
  signs: SentrySigns;
}

/** A desk over a shelf, and what it looked at. */
export class DeskScene {
  readonly looked: string[] = [];
  readonly lanes = new Map<string, LaneState>();
  readonly sending = new Set<string>();
  readonly shelf: Shelf;
  readonly desk: Parameters<typeof drillReport>[0];
  readonly lists: DrillLists;

  constructor(shelf: Partial<Shelf> = {}) {
    this.shelf = {
      drills: [running],
      incidents: [its('inc-1')],
      rows: [row(message(), { sent: accepted })],
      signs: { last: null, refused: { count: 0, firstAt: null, likely: null } },
      ...shelf,
    };
    const note = (how: string, what: string): Look => {
      this.looked.push(`${how} ${what}`);
      return found;
    };
    this.lists = drillLists(storeOf(this.shelf));
    this.desk = {
      store: storeOf(this.shelf),
      clock: { now: () => t0 + 2_000 },
      looks: {
        probe: ({ lane }, from) => note(`probe since ${from - t0}`, lane),
        readBack: ({ id }) => note('read back', id),
        recall: (what) => note('recall', 'surface' in what ? what.id : what.lane),
      },
      policy: () => ({ ...policy, drillReceivers: [testChat] }),
      lane: (id) => this.lanes.get(id),
      waitOf: () => null,
      isSending: (id) => this.sending.has(id),
    };
  }

  async report(id = 'drill-1'): Promise<NonNullable<Awaited<ReturnType<typeof drillReport>>>> {
    const report = await drillReport(this.desk, id);
    if (report === null) throw new Error(`There is no ${id}.`);
    return report;
  }
}

function storeOf(shelf: Shelf): DrillStore {
  const answer = <T>(value: T): Promise<T> => Promise.resolve(value);
  return {
    drill: (id) => answer(shelf.drills.find((one) => one.id === id) ?? null),
    drills: (limit) => answer([...shelf.drills].reverse().slice(0, limit)),
    incident: (id) => answer(shelf.incidents.find((one) => one.id === id) ?? null),
    notificationsOf: (id) => answer(shelf.rows.filter((one) => one.incident === id)),
    sentrySigns: () => answer(shelf.signs),
  };
}

import { expect, it, onTestFinished, vi } from 'vitest';
import { epoch, webhookOf } from '../../../bench/correlation/bodies.ts';
import { families } from '../../../bench/correlation/families/all.ts';
import { recipeOf } from '../../../bench/correlation/kinds.ts';
import { streamOf } from '../../../bench/correlation/stream.ts';
import { emptyState } from '../../../src/correlate/state/brain-state.ts';
import { unstamped } from '../../../src/domain/inbox/entry.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import { createReader } from '../../../src/ingest/reader.ts';
import { createSentrySource } from '../../../src/integrations/sentry/source.ts';
import { FigureWatch } from '../../../src/pipeline/replay/only-figures.ts';
import { Replay } from '../../../src/pipeline/replay/replay.ts';
import { policy } from '../../make.ts';

const hook = { id: 'webhook/w1', kind: 'hook', lane: 'webhook:w', credential: 'webhook:w' } as const;
const chat2 = { id: 'slack/C2', kind: 'chat', lane: 'slack:C2', credential: 'slack:a' } as const;
const told: Policy = { ...policy, receivers: [...policy.receivers, chat2, hook] };
/** Where the pager tells what is done there, how many users are struck may trigger it again. */
const tellsBack: Policy = { ...told, paging: { ...told.paging, pagerTells: true } };

/** All that receivers were told in the replay of a stream, and how many steps changed nothing but figures. */
function replayed(family: number, seed: number, rules: Policy) {
  const stream = streamOf(recipeOf(families[family % families.length]!, 'one', seed));
  const all: unknown[] = [];
  const replay = new Replay({
    state: emptyState({ install: 'test', now: 0, cursor: 0, policy: rules, pagesWanted: [] }),
    read: createReader({ sentry: createSentrySource({ allowedHosts: [] }) }),
    listener: {
      applied: () => undefined,
      told: ({ at, step, row, from }) => all.push([at, step, row.id, row.digest, row.sent.digest, from]),
    },
  });
  stream.happenings.forEach((happening, number) => {
    const { resource, body } = webhookOf(happening, stream.seed, number);
    const receivedAt = epoch + Math.round(happening.at * 1000) + 600;
    const which = { source: 'sentry', id: String(number), kind: resource, body, digest: '' } as const;
    replay.take({ ...which, verifiedBy: 'secret-1', receivedAt, ...unstamped, seq: number + 1 });
  });
  replay.pass(epoch + (stream.ends + 3_600) * 1000);
  return all;
}

it.each([
  [0, 201, told],
  [5, 202, tellsBack],
  [5, 353, told],
  [9, 203, told],
  [14, 204, tellsBack],
])(
  'what is made for a message or a page only when it is sent is what it would have been all along (family %i, seed %i)',
  (family, seed, rules) => {
    const watch = vi.spyOn(FigureWatch.prototype, 'onlyFigures');
    onTestFinished(() => watch.mockRestore());
    const later = replayed(family, seed, rules);
    const waited = watch.mock.results.filter(({ value }) => value === true).length;
    expect(waited).toBeGreaterThan(100);
    watch.mockReturnValue(false);
    expect(later).toEqual(replayed(family, seed, rules));
  },
);

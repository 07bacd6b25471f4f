import type { DrillReport } from '../domain/drill/drill-report.ts';
import type { Settings } from '../config/settings.ts';
import type { DispatchStanding } from '../observe/standing.ts';
import { inTime, type Clock } from '../seams/clock.ts';
import type { OnCall } from '../seams/on-call.ts';
import type { CaughtUp } from '../seams/sentry-desk.ts';
import type { Holding } from '../seams/store.ts';
import type { Wake } from '../seams/wake.ts';
import type { Question, Reply, ToWorker } from './messages.ts';

/** What the door asks brain and dispatch. */
export interface Questions extends OnCall {
  /** How dispatch stands; as it stood when it last told, while it is too busy to answer. */
  standing(): Promise<DispatchStanding>;
  /** The same, waited for longer; null: brain and dispatch do not answer. */
  learn(): Promise<DispatchStanding | null>;
  /** What became of a drill; null when there is no such drill. */
  drill(id: string): Promise<DrillReport | null>;
  /** Reads in Sentry what happened in the last so many ms; null: Sentry cannot be asked. */
  catchUp(sinceMs: number): Promise<CaughtUp | null>;
  /** Has brain and dispatch go on by other settings; resolves with the credentials that are gone once they do. */
  renew(settings: Settings): Promise<readonly Holding[]>;
  /** An answer has come. */
  answered(id: number, reply: Reply): void;
}

/** What asking needs. */
interface QuestionsDeps {
  readonly wake: Pick<Wake<ToWorker, unknown>, 'tell'>;
  /** An unscaled clock. */
  readonly pace: Pick<Clock, 'sleep'>;
}

/** Whoever asks whether the relay is ready waits no longer than this for a busy thread, real ms. */
const patienceMs = 500;
/** Whoever asks whether they work at all waits so long, real ms: a flood keeps them busy for seconds. */
const alivePatienceMs = 15_000;
/** Slack shows a warning beside a command that is not answered in three seconds. */
const onCallPatienceMs = 2_000;

/** Asks through messages. */
export function createQuestions({ wake, pace }: QuestionsDeps): Questions {
  const open = new Map<number, (reply: Reply) => void>();
  let asked = 0;
  let known: DispatchStanding = { snapshots: [], answers: [], troubles: [] };

  function ask(question: Question): Promise<Reply> {
    const id = ++asked;
    return new Promise((resolve) => {
      open.set(id, resolve);
      wake.tell({ kind: 'ask', id, question });
    });
  }

  const learn = async (): Promise<boolean> => {
    const reply = await ask({ about: 'standing' });
    if (reply.about === 'standing') known = reply.standing;
    return reply.about === 'standing';
  };

  return {
    standing: async () => {
      await inTime(pace, patienceMs, learn());
      return known;
    },
    learn: async () => ((await inTime(pace, alivePatienceMs, learn())) === true ? known : null),
    drill: async (drill) => {
      const reply = await ask({ about: 'drill', drill });
      if (reply.about === 'drill') return reply.report;
      throw unanswered(reply, `Drill ${drill} could not be looked up.`);
    },
    catchUp: async (sinceMs) => {
      const reply = await ask({ about: 'catch-up', sinceMs });
      if (reply.about === 'catch-up') return reply.became;
      throw unanswered(reply, 'Sentry could not be asked.');
    },
    renew: async (settings) => {
      const reply = await ask({ about: 'renewal', settings });
      if (reply.about === 'renewal') return reply.gone;
      throw unanswered(reply, 'Other settings could not take effect.');
    },
    whoIsOnCall: async () => whoAnswers(await inTime(pace, onCallPatienceMs, ask({ about: 'on-call' }))),
    answered: (id, reply) => {
      open.get(id)?.(reply);
      open.delete(id);
    },
  };
}

function unanswered(reply: Reply, otherwise: string): Error {
  return new Error(reply.about === 'failure' ? reply.reason : otherwise);
}

/** @param reply Null: none came in time. */
function whoAnswers(reply: Reply | null): Awaited<ReturnType<OnCall['whoIsOnCall']>> {
  if (reply?.about === 'on-call') return reply.answer;
  const late = 'PagerDuty has not answered yet; ask again in a moment.';
  return { kind: 'unknown', reason: reply?.about === 'failure' ? reply.reason : late };
}

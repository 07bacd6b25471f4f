import type { Evidence } from '../../../simulator/referee/evidence.ts';
import { bindChecks, judgeRun } from '../../../simulator/referee/referee.ts';
import type { RunOutcome } from '../../../simulator/run/run-scenario.ts';
import { loadScenario } from '../../../simulator/storm/scenario-file.ts';
import { T0 } from '../referee/evidence-sample.ts';

/** A run that saw this, judged by two checks. */
export function outcomeOf(evidence: Evidence): RunOutcome {
  const scenario = { ...loadScenario('redis-outage'), title: 'Trouble <script>alert(1)</script>' };
  const timeline = {
    start: T0,
    end: T0 + 60_000,
    webhooks: [],
    happenings: [],
    people: [],
    outages: evidence.outages,
    alone: evidence.alone,
    fatals: [],
  };
  return {
    scenario,
    seed: 4,
    timeline,
    evidence,
    judgements: judgeRun(
      bindChecks('x', [
        { name: 'pages-resolved', parameters: {} },
        { name: 'clean-exit', parameters: {} },
      ]),
      evidence,
    ),
    turned: false,
    messages: [],
    rival: null,
    relayTail: '',
  };
}

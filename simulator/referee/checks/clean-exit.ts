import { defineCheck, noParameters } from '../check.ts';
import { found, notJudged } from '../finding.ts';

/** SIGTERM: doors close, what is in flight settles, exit 0. */
export const cleanExit = defineCheck({
  name: 'clean-exit',
  says: 'The relay ends with exit code 0 on SIGTERM',
  parameters: noParameters,
  judge: ({ exit }) => {
    if (exit === null) return notJudged('this run did not start the relay');
    return found(
      exit.code === 0,
      exit.signal === null
        ? `exit code ${exit.code ?? 'none'} (bound 0)`
        : `ended by ${exit.signal} (bound: exit code 0)`,
    );
  },
});

import { z } from 'zod';
import type { Evidence } from './evidence.ts';
import { notJudged, type Finding } from './finding.ts';

/** Above this speed a run says more about the machine than about the relay. */
const FASTEST_TIMED_SPEED = 10;

/** One check with its parameters, ready to judge. */
export interface Check {
  readonly name: string;
  /** One sentence: what must hold. */
  readonly says: string;
  /** As its kind's. */
  readonly paced: boolean;
  judge(evidence: Evidence): Finding;
}

/** One kind of check, before a scenario has given its parameters. */
export interface CheckKind {
  readonly name: string;
  /** Whether its verdict says as much of the machine's pace as of the relay's. */
  readonly paced: boolean;
  /** Throws a ZodError when the parameters are not the check's. */
  bind(parameters: unknown): Check;
}

/** What one file of `checks/` defines. */
interface CheckDefinition<Parameters extends z.ZodType> {
  readonly name: string;
  readonly says: string;
  /** True: measures time, and is judged only at speeds where that means something. */
  readonly timing?: boolean;
  /** True: bounds how late something may be, at any speed. What measures time is paced anyhow. */
  readonly paced?: boolean;
  readonly parameters: Parameters;
  judge(evidence: Evidence, parameters: z.infer<Parameters>): Finding;
}

/** The parameters of a check that takes none. */
export const noParameters = z.strictObject({});

/** Makes a kind of check out of its definition. */
export function defineCheck<Parameters extends z.ZodType>(
  definition: CheckDefinition<Parameters>,
): CheckKind {
  const paced = definition.timing === true || definition.paced === true;
  return {
    name: definition.name,
    paced,
    bind: (given) => {
      const parameters = definition.parameters.parse(given);
      return {
        name: definition.name,
        says: definition.says,
        paced,
        judge: (evidence) =>
          definition.timing === true && evidence.speed > FASTEST_TIMED_SPEED
            ? notJudged(
                `times mean something up to speed ${FASTEST_TIMED_SPEED}, this run had ${evidence.speed}`,
              )
            : definition.judge(evidence, parameters),
      };
    },
  };
}

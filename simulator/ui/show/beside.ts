import type { FaultSpec } from '../../faults/fault-spec.ts';

/** Another relay under the same storm, whose half of the page is fed by fakes of its own. */
export interface Beside {
  readonly name: string;
  /** The page of its fakes. */
  readonly windowUrl: string;
  strike(fault: FaultSpec): void;
}

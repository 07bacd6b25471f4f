import { Buffer } from 'node:buffer';
import type { Incident } from '../../../domain/incident.ts';
import type { Issue } from '../../../domain/issue.ts';
import type { TimelineItem } from '../../../domain/timeline.ts';
import { Repeats } from './repeats.ts';

/** An incident with the rows that are its own. */
export interface Household {
  readonly incident: Incident;
  readonly issues: readonly Issue[];
  readonly members: readonly string[];
  readonly timeline: readonly TimelineItem[];
}

/** A household as one text, whose characters are bytes, and how long it is unpacked. */
export interface PackedHousehold {
  readonly text: string;
  readonly length: number;
}

/** Of what is the same in all households so much is written once, in bytes. */
const sharedLength = 8 * 1024;

/**
 * Packs households: one of an issue takes 6 KB as rows, and a tenth of that packed. What comes out is what went in, as a
 * store would give it back; nothing that is packed leaves the process.
 */
export class Packer {
  /** Knows the beginning of the first that was packed: others have the same names and mostly the same words. */
  private repeats: Repeats | null = null;

  pack(household: Household): PackedHousehold {
    const bytes = Buffer.from(JSON.stringify(household));
    this.repeats ??= new Repeats(bytes.subarray(0, sharedLength));
    return { text: textOf(this.repeats.pack(bytes), 'latin1'), length: bytes.length };
  }

  unpack({ text, length }: PackedHousehold): Household {
    const bytes = this.repeats?.unpack(Buffer.from(text, 'latin1'), length) ?? new Uint8Array();
    return JSON.parse(textOf(bytes, 'utf8')) as Household;
  }
}

function textOf({ buffer, byteOffset, byteLength }: Uint8Array, as: 'utf8' | 'latin1'): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString(as);
}

import { createHmac, timingSafeEqual } from 'node:crypto';
import type { LikelyCause } from '../../domain/inbox/quarantine.ts';
import type { SignatureKeys } from './verify.ts';
import { headerOf, hookHeader, type HookHeaders } from './wire.ts';

/** What a door remembers of before, by which it guesses why a signature matches nothing. In memory alone. */
export interface DoorMemory {
  /** Notes which secrets are held, and what was let in with them. */
  admitted(raw: Buffer): void;
  /** Why a signature most likely matches nothing. */
  likely(request: { readonly headers: HookHeaders; readonly raw: Buffer }): LikelyCause;
}

/** Secrets that were held before, newest first; installations that were let in. */
const keptAtMost = 10;
/** What is longer is not written anew: no alert of Sentry's is, and strangers must not make the door busy. */
const writtenAnewAtMost = 256 * 1024;

/** A memory of one door, whose `keys` may become other ones at any time. */
export function createDoorMemory(keys: SignatureKeys): DoorMemory {
  let held = keys.signingSecrets;
  let former: readonly string[] = [];
  const installations = new Set<string>();
  const note = (): void => {
    if (held === keys.signingSecrets) return;
    former = [...held, ...former].filter((one) => !keys.signingSecrets.includes(one)).slice(0, keptAtMost);
    held = keys.signingSecrets;
  };
  return {
    admitted: (raw) => {
      note();
      const installation = installationIn(raw);
      if (installation !== null && installations.size < keptAtMost) installations.add(installation);
    },
    likely: ({ headers, raw }) => {
      note();
      if (!hasSentrysForm(raw)) return 'stranger';
      const signature = signatureIn(headers);
      if (former.some((secret) => isSignedWith(secret, raw, signature))) return 'previous-secret';
      const written = otherWritings(raw);
      if (held.some((secret) => written.some((one) => isSignedWith(secret, one, signature))))
        return 're-serialised';
      const installation = installationIn(raw);
      const isKnown = installation !== null && installations.has(installation);
      return installations.size > 0 && !isKnown ? 'other-integration' : 'unknown-secret';
    },
  };
}

/** AppPlatformEvent writes `action`, `installation`, `data` and `actor` (getsentry/sentry, app_platform_event.py). */
function hasSentrysForm(raw: Buffer): boolean {
  return raw[0] === braceOpen && raw.includes('"installation"') && raw.includes('"data"');
}

const braceOpen = 0x7b;
const installationForm = /"installation"\s*:\s*\{\s*"uuid"\s*:\s*"([0-9A-Za-z-]{8,64})"/;

/** The installation that a body names; null when it names none. */
function installationIn(raw: Buffer): string | null {
  const at = raw.indexOf('"installation"');
  if (at === -1) return null;
  return installationForm.exec(raw.toString('latin1', at, at + 200))?.[1] ?? null;
}

function signatureIn(headers: HookHeaders): Buffer {
  const text = headerOf(headers, hookHeader.signature) ?? headerOf(headers, hookHeader.appSignature) ?? '';
  return Buffer.from(text, 'hex');
}

function isSignedWith(secret: string, bytes: Buffer | string, signature: Buffer): boolean {
  if (secret === '') return false;
  const expected = createHmac('sha256', secret).update(bytes).digest();
  return expected.length === signature.length && timingSafeEqual(expected, signature);
}

/**
 * The same JSON as Sentry writes it (compact, in ASCII) and as others do: one of them may be what was signed. Numbers such as
 * 100.0 do not come back, so that nothing fits may also mean that they were lost.
 */
function otherWritings(raw: Buffer): readonly string[] {
  const text = raw.toString('utf8');
  const trimmed = text.trim();
  if (raw.length > writtenAnewAtMost) return [trimmed];
  try {
    const value: unknown = JSON.parse(text);
    const compact = JSON.stringify(value);
    const spaced = JSON.stringify(value, null, 1)
      .replace(/([{[])\n\s*/g, '$1')
      .replace(/\n\s*([}\]])/g, '$1')
      .replace(/,\n\s*/g, ', ');
    return [inAscii(compact), compact, inAscii(spaced), spaced, trimmed];
  } catch {
    return [trimmed];
  }
}

function inAscii(json: string): string {
  return json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

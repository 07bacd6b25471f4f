import { createContext } from 'preact';
import type { WhyUnknown } from './relay-feed.ts';

/** Why nobody knows how the relay is; null while all is known. Whatever would tell it to do something is shut meanwhile. */
export const WhyShut = createContext<WhyUnknown | null>(null);

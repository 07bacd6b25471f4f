import type { RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * Headers of everything but the webhook doors. Nothing inline runs, nothing foreign loads, and text can become
 * markup nowhere (trusted types).
 */
export function securityHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'img-src': ["'self'"],
        'connect-src': ["'self'"],
        'form-action': ["'self'"],
        'base-uri': ["'none'"],
        'frame-ancestors': ["'none'"],
        'require-trusted-types-for': ["'script'"],
        'trusted-types': ["'none'"],
      },
    },
    // Whether the whole host speaks https is for its proxy to say.
    strictTransportSecurity: false,
    // With `no-referrer` browsers send `Origin: null` with the log-in form, which could not be told from a foreign one.
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  });
}

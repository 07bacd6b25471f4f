import { describe, expect, it } from 'vitest';
import type { ChangeBefore, PageFacts } from '../../../src/domain/sending/page-projection.ts';
import { detailsOf } from '../../../src/integrations/pagerduty/details.ts';
import { summaryOf } from '../../../src/integrations/pagerduty/summary.ts';
import { page } from '../../notifiers/example-projections.ts';

const deploy: ChangeBefore = {
  kind: 'deploy',
  service: 'basket-api',
  version: '2.4.1',
  by: 'Robin',
  beforeMs: 14_000,
};
const said = (over: Partial<PageFacts>): string => summaryOf(page(over));

describe('the summary', () => {
  it('is what somebody needs to hear: what, where, how many, and what changed', () => {
    expect(said({ users: 416, changed: deploy })).toBe(
      'redis unreachable (cache-main) in production: 12 services, 416 users, 14 seconds after a basket-api deploy',
    );
    expect(said({ services: ['cart', 'login', 'search'], users: 1 })).toBe(
      'redis unreachable (cache-main) in production: cart, login and search, 1 user',
    );
    const release = { ...deploy, kind: 'release', beforeMs: 240_000 } as const;
    expect(said({ services: [], environments: [], changed: release })).toBe(
      'redis unreachable (cache-main): 4 minutes after a basket-api release',
    );
  });

  it('of one incident says the same behind what broke', () => {
    const subject = { kind: 'incident', title: 'TypeError: basket is missing' } as const;
    expect(said({ subject, services: ['cart'], users: 41, changed: deploy })).toBe(
      'cart: TypeError: basket is missing (in production, 41 users, 14 seconds after a basket-api deploy)',
    );
    expect(said({ subject, services: ['cart'], environments: ['eu', 'us'] })).toBe(
      'cart: TypeError: basket is missing',
    );
  });

  it('says of what has no name who fails', () => {
    const cause = { kind: 'surge', title: 'cause not named yet' } as const;
    const subject = { kind: 'storm', cause, beside: 0 } as const;
    expect(said({ subject, services: ['cart', 'login'], users: 9 })).toBe(
      '2 services fail (cart, login), cause not named yet, 9 users',
    );
  });
});

it('the details have users, deploy and the loudest errors', () => {
  const loudest = [
    { service: 'cart', title: 'Connection is closed.', alerts: 90 },
    { service: 'login', title: 'ECONNREFUSED', alerts: 9 },
  ];
  expect(detailsOf(page({ users: 416, changed: deploy, loudest }))).toMatchObject({
    users: 416,
    deploy: 'basket-api 2.4.1 by Robin, 14 seconds before',
    top_errors: ['cart: Connection is closed. (90)', 'login: ECONNREFUSED (9)'],
  });
  expect(Object.keys(detailsOf(page()))).not.toContain('deploy');
});

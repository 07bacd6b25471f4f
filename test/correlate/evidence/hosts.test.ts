import { describe, expect, it } from 'vitest';
import { familyOf } from '../../../src/correlate/evidence/engines.ts';
import { hostsIn } from '../../../src/correlate/evidence/hosts.ts';

describe('hosts and services that a text names', () => {
  it.each([
    ['stock', 'UpstreamError: stock responded 503'],
    ['stock', 'Error: stock returned HTTP status 502'],
    ['stock', 'Error: stock replied with an error code: 504'],
    ['stock', 'No instances available for stock'],
    ['stock', 'no endpoints available for service "stock"'],
    ['stock', 'Load balancer does not contain an instance for the service stock'],
    ['stock', 'Load balancer does not have available server for client: stock'],
    ['stock', 'cluster outbound|8080|v1|stock.shop.svc.cluster.local: no healthy upstream'],
    ['stock', "Bulkhead 'stock' is full and does not permit further calls"],
    ['stock', 'http://stock.service.consul:8080/v1 timed out'],
    ['stock', 'dial http://stock.shop:8080/v1: timed out'],
    ['braintree', 'https://api.braintreegateway.com/merchants timed out'],
    ['stripe', 'https://m.stripecdn.com/x answered 503'],
    ['stripe', 'Unexpected error communicating with Stripe. If this problem persists'],
    ['adyen', 'Error while communicating with Adyen'],
  ])('%s: %s', (name, text) => {
    expect(hostsIn(text.toLowerCase())).toContain(name);
  });

  it.each([
    'the server returned 503',
    'it responded 500, and nothing returned',
    'no instances for this',
    'no servers available',
    '503 Getting metadata from plugin failed with error: 504',
    'the order returned 3 items',
    'failed to connect to `user=carts database=x`; connecting to seed broker; calling greet on the stub',
    'Error connecting to subchannel; no response from stream',
    'error making api request; upstream prematurely closed; could not reach any contact point',
  ])('none: %s', (text) => {
    expect(hostsIn(text.toLowerCase())).toEqual([]);
  });

  it('name no engine by the domain of a registry', () => {
    expect(familyOf('stock.service.consul refused the connection')).toBeNull();
    expect(familyOf('sqlstate[08001]: [odbc driver 17 for sql server] login timed out')).toBe('mssql');
    expect(familyOf('consul agent at 127.0.0.1:8500 refused the connection')).toBe('consul');
  });
});

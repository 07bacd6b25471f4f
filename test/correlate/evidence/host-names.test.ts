import { describe, expect, it } from 'vitest';
import { nameOfHost, nameOfService } from '../../../src/correlate/evidence/host-names.ts';
import { hostsIn } from '../../../src/correlate/evidence/hosts.ts';

describe('the name of a host', () => {
  it.each([
    ['payments', 'payments'],
    ['payments-svc-2', 'payments'],
    ['orders-db-primary.acme.internal', 'orders-db'],
    ['orders-db.c9x.eu-west-1.rds.amazonaws.com', 'orders-db'],
    ['master.session-cache.x1.euw1.cache.amazonaws.com', 'session-cache'],
    ['checkout-7f9c6d5b8d-x2x1z', 'checkout'],
    ['search.prod.svc.cluster.local', 'search'],
    ['prod-ledger', 'ledger'],
    ['api.stripe.com', 'stripe'],
    ['hooks.slack.com', 'slack'],
    ['www.acme.co.uk', 'acme'],
    ['payments.acme.io', 'payments'],
    ['checkout.corp.acme.net', 'checkout'],
    ['api.corp.acme.co.uk', null],
    ['10.2.3.4', null],
    ['::1', null],
    ['localhost', null],
    ['redis', null],
    ['redis-primary-0', null],
    ['redis.acme.io', null],
    ['db', null],
    ['', null],
  ])('%s is %s', (host, name) => {
    expect(nameOfHost(host)).toBe(name);
  });

  it('matches the name of a service as its callers spell it', () => {
    expect(nameOfService('payments-api')).toBe(nameOfHost('payments.prod.svc.cluster.local'));
    expect(nameOfService('Fraud_Service')).toBe('fraud');
  });
});

describe('hosts in a text', () => {
  it.each([
    ['postgres://app:hunter2@orders-db:5432/shop timed out', ['orders-db']],
    ['connection to server at "orders-db" (10.1.1.1), port 5432 failed', ['orders-db']],
    ['connection refused: orders-db.acme.internal/10.1.2.3:5432', ['orders-db']],
    ['post "http://ledger:8080/x": context deadline exceeded', ['ledger']],
    ['rpc error: code = unavailable desc = ledger: refused', ['ledger']],
    ['timeout calling pricing after 500ms', ['pricing']],
    ['at main.go:421 and app/cart.py:77', []],
    ['redis get shipment:61933 failed', []],
    ['java.net.connectexception: connection refused', []],
    ['request to the server timed out', []],
  ])('%s', (text, names) => {
    expect(hostsIn(text)).toEqual(names);
  });
});

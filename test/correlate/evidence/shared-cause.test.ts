import { describe, expect, it } from 'vitest';
import { contradict, sharedCause } from '../../../src/correlate/evidence/shared-cause.ts';
import { evidenceFrom } from '../voices.ts';

const redisByIp = evidenceFrom('Error: connect ECONNREFUSED 10.0.0.7:6379');
const redisCart = evidenceFrom('RedisError: connect ETIMEDOUT cart-cache:6379');
const redisUser = evidenceFrom('RedisError: connect ETIMEDOUT user-cache:6379');
const postgres = evidenceFrom('Error: connect ECONNREFUSED orders-db:5432');
const pool = evidenceFrom(
  'SQLTransientConnectionException: HikariPool-1 - Connection is not available, request timed out',
);
const hostOrders = evidenceFrom('Error: timeout calling orders-db');
const dns = evidenceFrom('Error: getaddrinfo ENOTFOUND cart-cache');
const certificate = evidenceFrom('Error: certificate has expired');
const nameless = evidenceFrom('Error: Request failed with status code 503');

describe('what two errors share', () => {
  it('is the same mode, whatever hosts they name', () => {
    expect(sharedCause(dns, evidenceFrom('*net.DNSError: lookup ledger: no such host'))?.key).toBe(
      'mode:dns',
    );
    expect(sharedCause(dns, certificate)).toBeNull();
    expect(sharedCause(dns, redisCart)).toBeNull();
  });

  it('is the same dependency, named by the one that names it', () => {
    expect(sharedCause(redisByIp, redisCart)?.key).toBe('dependency:redis@cart-cache');
    expect(sharedCause(redisCart, redisByIp)?.key).toBe('dependency:redis@cart-cache');
  });

  it('is nothing where engines or names differ; an IP address never differs', () => {
    expect(contradict(redisCart, redisUser)).toBe(true);
    expect(contradict(redisByIp, postgres)).toBe(true);
    expect(contradict(redisByIp, redisUser)).toBe(false);
  });

  it('is the narrower of a kind of engine and an engine', () => {
    expect(sharedCause(pool, postgres)?.key).toBe('dependency:postgres@orders-db');
    expect(sharedCause(pool, redisByIp)).toBeNull();
  });

  it('is the same host, even where only one tells the engine', () => {
    expect(sharedCause(hostOrders, postgres)?.key).toBe('dependency:postgres@orders-db');
    expect(sharedCause(hostOrders, redisCart)).toBeNull();
  });

  it('is nothing where one names nothing, and that is no contradiction', () => {
    expect(sharedCause(nameless, redisByIp)).toBeNull();
    expect(contradict(nameless, redisByIp)).toBe(false);
  });
});

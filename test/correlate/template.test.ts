import { describe, expect, it } from 'vitest';
import { templateOf } from '../../src/correlate/template.ts';

describe('the template of a text', () => {
  it.each([
    ['Order 88121 not found', 'Order # not found'],
    ['upstream took 2503ms, limit 2000ms', 'upstream took #ms, limit #ms'],
    ['user 0b3d6f5e-9c0a-4d1e-8a7b-1f2e3d4c5b6a is locked', 'user <id> is locked'],
    ['commit 9f8e7d6c5b4a failed', 'commit <id> failed'],
    ['token 0xdeadbeef rejected', 'token <id> rejected'],
    ['dial tcp 10.4.7.9:5432: refused', 'dial tcp <addr>: refused'],
    ['peer fe80::1:2:3 left', 'peer <addr> left'],
    ['cannot open /var/lib/app/7.json now', 'cannot open <path> now'],
    ['cannot open C:\\data\\x.txt now', 'cannot open <path> now'],
    ['GET https://api.acme.example/v1/x?y=1 failed', 'GET <url> failed'],
    ['mail to jo.doe@acme.example bounced', 'mail to <email> bounced'],
    ['started at 2026-11-23T10:11:12.5Z by cron', 'started at <time> by cron'],
    ['started at 10:11:12 by cron', 'started at <time> by cron'],
    ['No agreement for "Greenfield Ltd" on file', 'No agreement for <*> on file'],
    ['key=abc123 state=open', 'key=<*> state=<*>'],
    ['ids 1, 2, 3, 4 are gone', 'ids # are gone'],
    ['job worker-17 stopped', 'job worker-# stopped'],
    ['bucket on s3 and utf8 stay words', 'bucket on s3 and utf8 stay words'],
    ['session a8F3kQ92xLm1Zp77Yt20 expired', 'session <id> expired'],
    ['', ''],
  ])('%j is %j', (text, template) => {
    expect(templateOf(text)).toBe(template);
  });

  it('keeps HTTP statuses, which tell one error from another', () => {
    expect(templateOf('Request failed with status code 503')).toBe('Request failed with status code 503');
    expect(templateOf('Request failed with status code 404')).not.toBe(
      templateOf('Request failed with status code 503'),
    );
  });

  it('keeps names of code and masks values, although both are quoted', () => {
    expect(templateOf("Cannot read properties of undefined (reading 'total')")).toContain("'total'");
    expect(templateOf("'NoneType' object has no attribute 'lines'")).toBe(
      "'NoneType' object has no attribute 'lines'",
    );
    expect(templateOf("Voucher 'SPRING' was redeemed")).toBe('Voucher <*> was redeemed');
  });

  it('gives one template for what browsers word differently', () => {
    const chrome = templateOf("Cannot read properties of undefined (reading 'total')");
    expect(templateOf("Cannot read property 'total' of undefined")).toBe(chrome);
    expect(templateOf("undefined is not an object (evaluating 'cart.sum.total')")).toBe(chrome);
    expect(templateOf('NetworkError when attempting to fetch resource.')).toBe(templateOf('Failed to fetch'));
    expect(templateOf('Load failed')).toBe('Failed to fetch');
  });

  it('is the same again when applied to its own result', () => {
    const once = templateOf('load order 7712 from orders-db-2:5432 took 31.5s at 10:11:12');
    expect(templateOf(once)).toBe(once);
  });

  it('reads only the beginning of a long text', () => {
    expect(templateOf('word '.repeat(30_000)).length).toBeLessThanOrEqual(400);
  });
});

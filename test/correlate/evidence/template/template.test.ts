import { describe, expect, it } from 'vitest';
import { templateOf } from '../../../../src/correlate/evidence/template/template.ts';

type Row = readonly [text: string, template: string];

function gives(rows: readonly Row[]): void {
  it.each(rows)('%j is %j', (text, template) => {
    expect(templateOf(text)).toBe(template);
  });
}

describe('numbers', () => {
  gives([
    ['Order 88121 not found', 'Order # not found'],
    ['offset -17, ratio +0.25 or 1.5e-7 of 1_000_000', 'offset #, ratio # or # of #'],
    ['Error #185 at $12.50 and 99%', 'Error # at # and #'],
    ['upstream took 2503ms, limit 2000ms', 'upstream took #, limit #'],
    ['read 3.2 MB in 1.5 s', 'read # in #'],
    ['read 900 bytes in 1h30m', 'read # in #'],
    ['sent at 12 MB/s for 5 minutes.', 'sent at # for #.'],
    ['waited <1 sec, then >100 ms', 'waited #, then #'],
    ['18846 bytes (18.4 KB) received', '# received'],
    ['progress 17/40', 'progress #'],
    ['attempt 3 of 5', 'attempt # of #'],
    ['lifetime 00:01:17 over', 'lifetime # over'],
    ['protocol HTTP/1.1 and version v1.14.2-rc.1', 'protocol HTTP/# and version #'],
    ['a mark at 5 marks', 'a mark at # marks'],
  ]);
});

describe('ids', () => {
  gives([
    ['user 0b3d6f5e-9c0a-4d1e-8a7b-1f2e3d4c5b6a is locked', 'user # is locked'],
    ['commit 9f8e7d6c5b4a failed', 'commit # failed'],
    ['commit 12345678 failed', 'commit # failed'],
    ['token 0xdeadbeef rejected', 'token # rejected'],
    ['mask ffffffff set', 'mask # set'],
    ['vendor 1d6b, product 3f', 'vendor #, product #'],
    ['card bd-5e-64 is gone', 'card # is gone'],
    ['session a8F3kQ92xLm1Zp77Yt20 expired', 'session # expired'],
    [`token ${'eyJ'.repeat(60)}.x expired`, 'token # expired'],
    ['Session@1f3a77 of left-pad@1.3.0', 'Session@# of left-pad@#'],
  ]);
});

describe('words glued to numbers keep the words before the first', () => {
  gives([
    ['job worker-17 stopped', 'job worker-# stopped'],
    ['block blk_-38 and block blk_38', 'block blk_# and block blk_#'],
    ['chunk rdd_42_7 of pool-3-thread-12', 'chunk rdd_# of pool-#'],
    ['attempt_1445_0020_m_000004_0 is over', 'attempt_# is over'],
    ['node-D7 at R27-M0-N4', 'node-# at #'],
    ['eth0 and node17 are up', '# and # are up'],
    ['Stage12 of Feature2Flag', 'Stage# of Feature#'],
    ['wrote part-00017.snappy', 'wrote part-#.snappy'],
    ['CurrentState:112, Name:112, retries:300', 'CurrentState:#, Name:#, retries:#'],
    ['at Cart.java:42', 'at Cart.java:#'],
    ['bucket on s3, k8s and utf8 stay words', 'bucket on s3, k8s and utf8 stay words'],
  ]);
});

describe('places', () => {
  gives([
    ['dial tcp 10.4.7.9:5432: refused', 'dial tcp #: refused'],
    ['from /10.4.7.9:50010 to db-1/10.4.7.9:50010', 'from # to #'],
    ['peer fe80::1:2:3 left', 'peer # left'],
    ['peer 00:1b:44:11:3a:b7 left', 'peer # left'],
    ['node-17.example.net is down', '# is down'],
    ['ip-10-0-3-17 is down', '# is down'],
    ['api.vendor.com is down', '# is down'],
    ['orders.payments.svc.cluster.local:8080 is down', '# is down'],
    ['localhost is down', '# is down'],
    ['orders-db-2:5432 is down', '# is down'],
    ['host db-1 [10.0.0.7] and 10.0.0.7 (10.0.0.7)', 'host db-# and #'],
    ['cannot open /var/lib/app/7.json now', 'cannot open # now'],
    ['cannot open C:\\data\\x.txt now', 'cannot open # now'],
    ['cannot open ~/.ssh/key or ./run or a/b/c', 'cannot open # or # or #'],
    ['cannot open report.csv or old.log.3', 'cannot open # or #'],
    ['read source path:/var/log now', 'read source path:# now'],
    ['GET https://api.acme.example/v1/x?y=1,2;z=(3 failed', 'GET # failed'],
    ['mail to jo.doe@acme.example bounced', 'mail to # bounced'],
    ['root@build-7 left', '# left'],
    ['read/write and I/O and main.py stay', 'read/write and I/O and main.py stay'],
    ['order.total is no host', 'order.total is no host'],
  ]);
});

describe('names of code', () => {
  gives([
    ['started com.acme.mail.fetch', 'started #'],
    ['java.lang.IllegalStateException: closed', 'java.lang.IllegalStateException: closed'],
    [
      "Cannot read properties of undefined (reading 'total')",
      "Cannot read properties of undefined (reading 'total')",
    ],
    ["'NoneType' object has no attribute 'lines'", "'NoneType' object has no attribute 'lines'"],
    ["undefined method `total' for nil", "undefined method 'total' for nil"],
    ['Undefined array key "vat_rate"', "Undefined array key 'vat_rate'"],
  ]);
});

describe('days and times', () => {
  gives([
    ['started at 2026-11-23T10:11:12.5Z by cron', 'started at # by cron'],
    ['started at 2026-11-23 10:11:12,123 by cron', 'started at # by cron'],
    ['started at 10:11:12 by cron', 'started at # by cron'],
    ['started at Mon Nov 23 10:11:12 UTC 2026 by cron', 'started at # by cron'],
    ['started at Monday, 23 November 2026 by cron', 'started at # by cron'],
    ['started at 23/Nov/2026:10:11:12 +0000 by cron', 'started at # by cron'],
    ['March on, it may be Sunday', 'March on, it may be Sunday'],
  ]);
});

describe('what is quoted, assigned or missing', () => {
  gives([
    ['No agreement for "Greenfield Ltd" on file', 'No agreement for # on file'],
    ["Voucher 'SPRING' was redeemed, isn't it", "Voucher # was redeemed, isn't it"],
    ['key=abc123 state=open', 'key=# state=#'],
    ['user= host=web', 'user=# host=#'],
    ['ws=null, uid=7', 'ws=#, uid=#'],
    ['ws=Source{uid 10037 (x)}, uid=7', 'ws=#, uid=#'],
    ["url='https://x.example/a b', n=3", 'url=#, n=#'],
    ['a == b and c => d', 'a == b and c => d'],
    ['enabled true, visible False', 'enabled #, visible #'],
    ['opts: (null), result: None', 'opts: (#), result: #'],
    ['from [] by () of run()', 'from [#] by (#) of run()'],
    ['{"id":17,"name":"x"}', '{id:#,name:#}'],
    ['"GET /orders/17 HTTP/1.1" took 3 s', '"GET #" took #'],
    ['"POST /orders HTTP/1.1" took 3 s', '"POST #" took #'],
  ]);
});

describe('users', () => {
  gives([
    ['refused for user jane from 10.0.0.7', 'refused for user # from #'],
    ['session closed for user root', 'session closed for user #'],
    ['user not found', 'user not found'],
    ['no rights for user data', 'no rights for user data'],
  ]);
});

describe('lists are as long as they happen to be', () => {
  gives([
    ['ids 1, 2, 3, 4 are gone', 'ids # are gone'],
    ['ids [1, 2, 3] are gone', 'ids [#] are gone'],
    ['bytes 3f 00 a1 7 are odd', 'bytes # are odd'],
    ['blocks blk_1 blk_-2 blk_3', 'blocks blk_#'],
    ['states up, up, up', 'states up'],
    ['pairs (a 1), (a 2), (a 3).', 'pairs (a #).'],
    ['from 10.0.0.1, node-1.example.net and 7', 'from # and #'],
    ['sup, up', 'sup, up'],
  ]);
});

describe('what says what broke stays', () => {
  gives([
    ['Request failed with status code 503', 'Request failed with status code 503'],
    ['Request failed with status code 404', 'Request failed with status code 404'],
    ['status: 200 len: 1893', 'status: # len: #'],
    ['status=503', 'status=503'],
    ['HTTP/1.1 504 Gateway Timeout', 'HTTP/# 504 Gateway Timeout'],
    ['SQLSTATE[42S02]: not found', 'SQLSTATE[42S02]: not found'],
    ['ORA-00942: no table', 'ORA-00942: no table'],
    ['connect ECONNREFUSED 10.0.0.7:6379', 'connect ECONNREFUSED #'],
    ['code=ECONNRESET errno=104', 'code=ECONNRESET errno=#'],
    ['{"error":"invalid_grant","id":"x"}', '{error:"invalid_grant",id:#}'],
  ]);
});

describe('the template of a text', () => {
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

  it('writes white space of any kind as one space', () => {
    expect(templateOf('  a\t\tb\n c\u00a0\u3000d ')).toBe('a b c d');
    expect(templateOf('')).toBe('');
  });

  it('keeps other alphabets, and finds values between them', () => {
    expect(templateOf('Заказ 17 не найден')).toBe('Заказ # не найден');
    expect(templateOf('注文 42 が失敗')).toBe('注文 # が失敗');
  });

  it('ends where enough was said, not where the values happen to be short', () => {
    const told = (id: string): string => templateOf(`${`id ${id} of ${id}, word `.repeat(60)}end`);
    expect(told('7').length).toBeLessThanOrEqual(360);
    expect(told('7')).toBe(told('123456789'));
    expect(templateOf('word '.repeat(30_000)).length).toBeLessThanOrEqual(360);
  });

  it('never turns different words into one', () => {
    const errors = [
      'Cannot open the ledger',
      'Cannot close the ledger',
      'Could not open the ledger',
      'Cannot open the basket',
      'connect ECONNREFUSED 10.0.0.7:6379',
      'connect ETIMEDOUT 10.0.0.7:6379',
      'Request failed with status code 502',
      'Request failed with status code 403',
      'SQLSTATE[23505]: duplicate',
      'SQLSTATE[40001]: duplicate',
      "'int' object has no attribute 'total'",
      "'int' object has no attribute 'lines'",
    ];
    expect(new Set(errors.map(templateOf)).size).toBe(errors.length);
  });
});

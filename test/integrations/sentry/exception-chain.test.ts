import { describe, expect, test } from 'vitest';
import { signatureOf } from '../../../src/correlate/signature.ts';
import type { Alert } from '../../../src/domain/alert.ts';
import { eventAlert } from './fixture.ts';

/** One exception: `module/Type`, its text, its frames as `app:file#function` or `lib:file#function`, oldest first. */
function raised(
  name: string,
  value: string | null,
  frames: readonly string[] = [],
  mechanism: object | null = null,
): object {
  const at = name.lastIndexOf('/');
  return {
    type: name.slice(at + 1),
    module: at === -1 ? null : name.slice(0, at),
    value,
    mechanism,
    stacktrace: frames.length === 0 ? null : { frames: frames.map(frameOf) },
  };
}

function frameOf(text: string): object {
  const [, kind, file = '', called] = /^(app|lib):(.*)#(.*)$/.exec(text) ?? [];
  const module = /^(?:\w+\.)+\w+$/.test(file) && !file.includes('/') ? file : null;
  return { in_app: kind === 'app', filename: file, module, function: called, lineno: 5 };
}

/** The alert of a chain, root cause first, as SDKs send it. */
function chain(...values: readonly object[]): Alert {
  return eventAlert({ exception: { values } });
}

function group(id: number, parent?: number): object {
  return { type: 'chained', exception_id: id, parent_id: parent, is_exception_group: true };
}

function child(id: number, parent_id: number): object {
  return { type: 'chained', exception_id: id, parent_id };
}

describe('a container', () => {
  const values = [
    raised('ValueError', 'row 9 is bad', ['app:sheet/rows.py#check'], child(3, 0)),
    raised('KeyError', "'sku'", ['app:sheet/prices.py#price'], child(2, 1)),
    raised('ExceptionGroup', 'prices (1 sub-exception)', ['app:sheet/tasks.py#run'], group(1, 0)),
    raised('ExceptionGroup', 'unhandled errors in a TaskGroup', ['app:sheet/app.py#serve'], group(0)),
  ];

  test('is passed over, at any depth: its first child says what broke and where', () => {
    const alert = chain(...values);
    expect(alert).toMatchObject({ title: "KeyError: 'sku'", type: 'KeyError', message: "'sku'" });
    expect(alert.frame).toMatchObject({ filename: 'sheet/prices.py', function: 'price' });
    expect(alert.exceptions.map(({ type }) => type)).toEqual(['ValueError', 'KeyError']);
    expect(signatureOf(alert)).not.toContain('Group');
  });

  test('gives way to the child that Sentry names as the main one', () => {
    const alert = eventAlert({ main_exception_id: 3, exception: { values } });
    expect(alert).toMatchObject({ title: 'ValueError: row 9 is bad', frame: { function: 'check' } });
  });

  test('prefers a child with code of the application on its stack', () => {
    const alert = chain(
      raised('Error', 'mirror b answered 500', ['app:src/mirror.ts#ask'], child(2, 0)),
      raised('Error', 'socket closed', ['lib:node:net#close'], child(1, 0)),
      raised('AggregateError', 'All promises were rejected', ['app:src/any.ts#first'], group(0)),
    );
    expect(alert).toMatchObject({ title: 'Error: mirror b answered 500', frame: { function: 'ask' } });
  });

  test('is passed over in a list without numbers', () => {
    const alert = chain(
      raised('KeyError', "'sku'", ['app:sheet/prices.py#price']),
      raised('ExceptionGroup', 'group', ['app:sheet/app.py#serve'], { is_exception_group: true }),
    );
    expect(alert).toMatchObject({ type: 'KeyError', frame: { function: 'price' } });
  });

  test('is passed over inside of a wrapper as well', () => {
    const alert = chain(
      raised('KeyError', "'sku'", ['app:sheet/prices.py#price'], child(2, 1)),
      raised('ExceptionGroup', 'group', [], group(1, 0)),
      raised('RuntimeError', 'failed to price the sheet', ['app:sheet/app.py#serve'], { exception_id: 0 }),
    );
    expect(alert).toMatchObject({ type: 'KeyError', frame: { function: 'price' } });
    expect(signatureOf(alert)).toContain('in RuntimeError');
  });

  test('stays where there is nothing but containers', () => {
    const alert = chain(
      raised('ExceptionGroup', 'inner', [], group(1, 0)),
      raised('ExceptionGroup', 'outer', ['app:sheet/app.py#serve'], group(0)),
    );
    expect(alert).toMatchObject({ title: 'ExceptionGroup: outer', frame: { function: 'serve' } });
  });

  test('is none where an SDK marks every error of a chain and counts from the innermost', () => {
    const alert = chain(
      raised('*errors.errorString', 'stock: no route', [], group(0)),
      raised('*fmt.wrapError', 'load: stock: no route', ['app:load.go#Load'], group(1, 0)),
    );
    expect(alert).toMatchObject({ type: '*errors.errorString', frame: { function: 'Load' } });
  });
});

const wrapped: readonly (readonly [string, readonly object[], string, string])[] = [
  [
    'a servlet container',
    [
      raised('java.lang/IllegalStateException', 'no rate', [
        'lib:org.apache.T#invoke',
        'app:com.acme.Rates#rate',
      ]),
      raised(
        'jakarta.servlet/ServletException',
        'Request processing failed: java.lang.IllegalStateException: no rate',
        ['lib:org.apache.T#invoke'],
      ),
    ],
    'IllegalStateException',
    'rate',
  ],
  [
    'futures upon futures',
    [
      raised('java.net/SocketTimeoutException', 'Read timed out', ['app:com.acme.Client#call']),
      raised('java.util.concurrent/CompletionException', 'java.net.SocketTimeoutException: Read timed out', [
        'lib:java.util.F#wrap',
      ]),
      raised('java.util.concurrent/ExecutionException', null, ['app:com.acme.Job#run']),
    ],
    'SocketTimeoutException',
    'call',
  ],
  [
    'reflection',
    [
      raised('com.acme/OutOfStock', 'no parcels left', ['app:com.acme.Stock#take']),
      raised('java.lang.reflect/InvocationTargetException', null, ['app:com.acme.Bus#send']),
      raised('java.lang.reflect/UndeclaredThrowableException', null, ['app:com.acme.Proxy#take']),
    ],
    'OutOfStock',
    'take',
  ],
  [
    'a plain exception around another',
    [
      raised('java.io/IOException', 'No space left on device', ['app:com.acme.Export#write']),
      raised('java.lang/RuntimeException', 'java.io.IOException: No space left on device', [
        'app:com.acme.Job#run',
      ]),
    ],
    'IOException',
    'write',
  ],
  [
    'the layers of a database framework',
    [
      raised('org.postgresql.util/PSQLException', 'ERROR: duplicate key "uk_mail"', [
        'app:com.acme.Users#save',
      ]),
      raised('org.hibernate.exception/ConstraintViolationException', 'could not execute statement', [
        'app:com.acme.Users#save',
      ]),
      raised(
        'org.springframework.dao/DataIntegrityViolationException',
        'could not execute statement; SQL [n/a]; constraint [uk_mail]; nested exception is org.hibernate.exception.ConstraintViolationException: could not execute statement',
        ['app:com.acme.Users#save'],
      ),
    ],
    'PSQLException',
    'save',
  ],
  [
    'an AggregateException without marks',
    [
      raised('System/System.TimeoutException', 'The operation has timed out.', ['app:Acme.Stock#Ask']),
      raised(
        'System/System.AggregateException',
        'One or more errors occurred. (The operation has timed out.)',
        ['app:Acme.Program#Main'],
      ),
    ],
    'System.TimeoutException',
    'Ask',
  ],
  [
    'a type initializer',
    [
      raised('System/System.IO.FileNotFoundException', 'no rates.json', ['app:Acme.Rates#.cctor']),
      raised(
        'System/System.TypeInitializationException',
        "The type initializer for 'Rates' threw an exception.",
        ['app:Acme.Program#Main'],
      ),
    ],
    'System.IO.FileNotFoundException',
    '.cctor',
  ],
  [
    'a retrying library',
    [
      raised('ConnectionError', 'stock hung up', ['lib:tenacity/core.py#call', 'app:orders/stock.py#ask']),
      raised('tenacity/RetryError', 'RetryError[<Future at 0x7f state=finished raised ConnectionError>]', [
        'app:orders/api.py#post',
        'lib:tenacity/core.py#iter',
      ]),
    ],
    'ConnectionError',
    'ask',
  ],
  [
    'a task queue',
    [
      raised('orders.errors/OutOfStock', 'no parcels left', [
        'lib:celery/app/trace.py#trace',
        'app:orders.tasks#pack',
      ]),
      raised('celery.exceptions/TaskError', 'task orders.pack[8c1] died', ['lib:celery/worker.py#execute']),
    ],
    'OutOfStock',
    'pack',
  ],
  [
    'a template',
    [
      raised('NoMethodError', "undefined method 'total' for nil", ['app:app/helpers/cart.rb#total_of']),
      raised('ActionView::Template/ActionView::Template::Error', "undefined method 'total' for nil", [
        'app:app/views/show.erb#_app_views_show',
      ]),
    ],
    'NoMethodError',
    'total_of',
  ],
  [
    'a query builder',
    [
      raised('PDOException', 'SQLSTATE[HY000] [2002] Connection refused', [
        'app:app/Cart.php#App\\Cart::show',
      ]),
      raised(
        'Illuminate\\Database\\QueryException',
        'SQLSTATE[HY000] [2002] Connection refused (Connection: mysql, SQL: select * from carts)',
        ['app:app/Cart.php#App\\Cart::show'],
      ),
    ],
    'PDOException',
    'App\\Cart::show',
  ],
  [
    'an Error with a cause',
    [
      raised('RangeError', 'page -1 is out of range', ['app:src/list.ts#page']),
      raised('Error', 'Failed to load the list', ['app:src/view.ts#render']),
    ],
    'RangeError',
    'page',
  ],
  [
    'an Error that repeats its cause',
    [
      raised('RangeError', 'page -1 is out of range', ['app:src/list.ts#page']),
      raised('Error', 'Loading failed: page -1 is out of range', ['app:src/view.ts#render']),
    ],
    'RangeError',
    'page',
  ],
];

describe('behind a wrapper the inner exception decides', () => {
  test.each(wrapped)('%s', (_, values, type, called) => {
    const alert = chain(...values);
    const inner = values[0] as { value: string };
    expect(alert).toMatchObject({ type, message: inner.value, title: `${type}: ${inner.value}` });
    expect(alert.frame?.function).toBe(called);
    const outer = values.at(-1) as { type: string };
    expect(signatureOf(alert)).toContain(` in ${outer.type}`);
    expect(alert.exceptions).toHaveLength(values.length);
  });

  test("Sentry's own title is kept where it is about that exception, and no other", () => {
    const [, values] = wrapped[0]!;
    const about = { exception: { values }, title: 'IllegalStateException: no rate' };
    expect(eventAlert(about).title).toBe('IllegalStateException: no rate');
    const other = { exception: { values }, title: 'ServletException: Request processing failed' };
    expect(eventAlert(other).title).toBe('IllegalStateException: no rate');
  });

  test('two causes in one wrapper are two signatures, one cause is one', () => {
    const around = (cause: string): Alert =>
      chain(
        raised('java.lang/IllegalStateException', cause, ['app:com.acme.Rates#rate']),
        raised('java.util.concurrent/ExecutionException', `java.lang.IllegalStateException: ${cause}`, [
          'app:com.acme.Job#run',
        ]),
      );
    expect(signatureOf(around('no rate for zone 7'))).toBe(signatureOf(around('no rate for zone 8')));
    expect(signatureOf(around('no rate for zone 7'))).not.toBe(signatureOf(around('table is locked')));
  });

  test('a cause from the depth of a library is shown where the application called', () => {
    const alert = chain(
      raised('Error', 'connect ECONNREFUSED 10.0.0.4:6379', ['lib:node:net#afterConnect']),
      raised('TypeError', 'fetch failed', ['app:src/basket.ts#load']),
      raised('Error', 'Failed to load the basket', ['app:src/page.ts#render']),
    );
    expect(alert).toMatchObject({
      title: 'Error: connect ECONNREFUSED 10.0.0.4:6379',
      frame: { filename: 'src/basket.ts', function: 'load' },
    });
  });
});

const standing: readonly (readonly [string, readonly object[], string])[] = [
  [
    'an exception of the application that has something to say',
    [
      raised('java.net/SocketTimeoutException', 'Read timed out', ['app:com.acme.Client#call']),
      raised('com.acme.pay/PaymentFailed', 'order 17 could not be charged: Read timed out', [
        'app:com.acme.Pay#charge',
      ]),
    ],
    'PaymentFailed',
  ],
  [
    'a plain Error with words of its own',
    [
      raised('Error', 'row lock', ['app:src/rows.ts#lock']),
      raised('Error', 'basket 7 belongs to another session', ['app:src/page.ts#render']),
    ],
    'Error',
  ],
  [
    'a type without a text',
    [raised('KeyError', "'sku'", ['app:orders/a.py#a']), raised('OrderRejected', '', ['app:orders/b.py#b'])],
    'OrderRejected',
  ],
  [
    "the application's own type that is named like a carrier",
    [
      raised('java.io/IOException', 'pipe', ['app:com.acme.plan.Io#io']),
      raised('com.acme.plan/ExecutionException', 'plan 4 has no steps', ['app:com.acme.plan.Run#run']),
    ],
    'ExecutionException',
  ],
  [
    'a driver that names the host, where its cause names nothing and shows no application',
    [
      raised('syscall.Errno', 'connection refused'),
      raised('*net.OpError', 'dial tcp 10.0.0.7:80: connect: connection refused'),
      raised('*fmt.wrapError', 'ask stock: dial tcp 10.0.0.7:80: connect: connection refused', [
        'app:ask.go#Ask',
      ]),
    ],
    '*net.OpError',
  ],
];

test.each(standing)('no wrapper is %s', (_, values, type) => {
  expect(chain(...values).type).toBe(type);
});

test('an exception that was only suppressed caused nothing', () => {
  const alert = chain(
    raised('com.acme/CloseFailed', 'pool', ['app:com.acme.Pool#close'], {
      type: 'suppressed',
      exception_id: 2,
      parent_id: 1,
    }),
    raised('java.lang/IllegalStateException', 'no rate', ['app:com.acme.Rates#rate'], child(1, 0)),
    raised('java.util.concurrent/ExecutionException', null, ['app:com.acme.Job#run'], { exception_id: 0 }),
  );
  expect(alert).toMatchObject({ type: 'IllegalStateException', frame: { function: 'rate' } });
});

test('numbers that contradict the order, or lead round in a circle, are no tree', () => {
  const circle = [
    raised('A', 'first', ['app:a.py#a'], child(1, 2)),
    raised('B', 'second', ['app:b.py#b'], child(2, 1)),
  ];
  expect(chain(...circle)).toMatchObject({ type: 'B', frame: { function: 'b' } });
  const round = [...circle, raised('RuntimeError', '', [], { exception_id: 2 })];
  expect(chain(...round).exceptions).toHaveLength(3);
});

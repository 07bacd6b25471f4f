import { raised } from './chain-fixture.ts';

/** Chains as platforms send them: what wraps, its exceptions from the root cause outwards, type and place that are right. */
export const wrapped: readonly (readonly [string, readonly object[], string, string])[] = [
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
    "an exception of the application that is only its cause's full name",
    [
      raised('java.lang/NullPointerException', null, ['app:com.acme.Rates#rate']),
      raised('com.acme/QuoteFailed', 'java.lang.NullPointerException', ['app:com.acme.Quote#quote']),
    ],
    'NullPointerException',
    'rate',
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

/** Chains whose outermost exception, or the first below a carrier, is no wrapper: what it is, its exceptions, the type that is right. */
export const standing: readonly (readonly [string, readonly object[], string])[] = [
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
    'an error in the handler of another',
    [
      raised('KeyError', "'sku'", ['app:orders/a.py#a']),
      raised('TypeError', "can't concat str to bytes", ['app:orders/b.py#report']),
    ],
    'TypeError',
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

import { describe, expect, test } from 'vitest';
import { signatureOf } from '../../../../src/correlate/evidence/template/signature.ts';
import type { Alert } from '../../../../src/domain/alert.ts';
import { chain, child, group, raised } from './chain-fixture.ts';
import { eventAlert } from '../fixture.ts';
import { standing, wrapped } from './wrapped-chains.ts';

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

describe('behind a wrapper the inner exception decides', () => {
  test.each(wrapped)('%s', (_, values, type, called) => {
    const alert = chain(...values);
    const { value } = values[0] as { value: string | null };
    expect(alert).toMatchObject({
      type,
      message: value ?? '',
      title: value === null ? type : `${type}: ${value}`,
    });
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

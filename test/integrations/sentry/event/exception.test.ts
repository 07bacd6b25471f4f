import { describe, expect, test } from 'vitest';
import { eventAlert } from '../fixture.ts';

describe('exceptions', () => {
  const frame = (name: string, inApp: boolean): object => ({
    function: name,
    filename: `${name}.ts`,
    in_app: inApp,
    lineno: 3,
  });
  const raised = (type: string, ...frames: object[]): object => ({
    type,
    value: type,
    stacktrace: { frames },
  });

  test('the newest in-app frame of the outermost exception that has one is the place', () => {
    const values = [
      raised('Root', frame('root_old', true), frame('root_new', true)),
      raised('Middle', frame('own_old', true), frame('own_new', true), frame('library', false)),
      raised('Outer', frame('framework', false)),
    ];
    expect(eventAlert({ exception: { values } }).frame?.function).toBe('own_new');
  });

  test('without an in-app frame the newest frame of the outermost stack is the place', () => {
    const values = [
      raised('Root', frame('r', false)),
      raised('Outer', frame('a', false), frame('b', false)),
      raised('Bare'),
    ];
    expect(eventAlert({ exception: { values } }).frame?.function).toBe('b');
  });

  test('the module of an exception is kept, since a driver may be named there alone', () => {
    const values = [
      { type: 'TimeoutException', module: 'org.apache.kafka.common.errors', value: 'late' },
      { type: 'Bare' },
    ];
    expect(eventAlert({ exception: { values } }).exceptions).toEqual([
      { type: 'TimeoutException', module: 'org.apache.kafka.common.errors', value: 'late' },
      { type: 'Bare', module: null, value: '' },
    ]);
  });

  test('a message event may carry a stack of its own', () => {
    expect(eventAlert({ message: 'm', stacktrace: { frames: [frame('here', true)] } }).frame?.function).toBe(
      'here',
    );
  });

  test('frames without any name are passed over', () => {
    const values = [raised('E', frame('named', true), { in_app: true, lineno: 1 }, 'x' as unknown as object)];
    expect(eventAlert({ exception: { values } }).frame).toEqual({
      function: 'named',
      filename: 'named.ts',
      module: null,
      line: 3,
    });
  });

  test('of a very long chain both ends are kept, root cause first', () => {
    const values = Array.from({ length: 500 }, (_, n) => ({ type: `E${n}`, value: 'v' }));
    const { exceptions, type } = eventAlert({ exception: { values } });
    expect(exceptions.map((one) => one.type)).toEqual([
      'E0',
      'E1',
      'E2',
      'E3',
      'E4',
      'E495',
      'E496',
      'E497',
      'E498',
      'E499',
    ]);
    expect(type).toBe('E499');
  });

  test.each([
    [{ module: 'only.a.module', in_app: true, lineno: 0 }],
    [{ function: '?', filename: '<anonymous>', in_app: true, lineno: 0 }],
    [{ function: '<unknown>', filename: null, instruction_addr: '0x1f' }],
  ])('a frame without function and file is none: %j', (nameless) => {
    const values = [{ type: 'E', value: 'v', stacktrace: { frames: [nameless] } }];
    expect(eventAlert({ exception: { values } }).frame).toBeNull();
  });

  test('line 0 is no line', () => {
    const frames = [{ function: 'drain', filename: 'drain.rb', in_app: true, lineno: 0 }];
    expect(
      eventAlert({ exception: { values: [{ type: 'E', stacktrace: { frames } }] } }).frame,
    ).toMatchObject({
      function: 'drain',
      line: null,
    });
  });
});

describe('threads', () => {
  const thread = (id: number, name: string, marks: object): object => ({
    id,
    ...marks,
    stacktrace: { frames: [{ function: name, filename: `${name}.go`, in_app: true, lineno: id }] },
  });

  test.each([
    ['crashed', [{ current: true }, { crashed: true }, { main: true }], 't1'],
    ['current', [{ main: true }, {}, { current: true }], 't2'],
    ['main', [{}, { main: true }, {}], 't1'],
    ['main by name', [{}, {}, { name: 'main' }], 't2'],
    ['only', [{}], 't0'],
  ])('where no exception has frames, the %s thread shows the place', (_, marks, called) => {
    const values = marks.map((mark, id) => thread(id, `t${id}`, mark));
    expect(eventAlert({ message: 'panic', threads: { values } }).frame?.function).toBe(called);
    expect(eventAlert({ message: 'panic', threads: values }).frame?.function).toBe(called);
  });

  test('an exception may keep its frames in the thread that it names', () => {
    const values = [thread(0, 'loop', { current: true }), thread(4, 'add', { crashed: false })];
    const exception = { values: [{ type: 'EXC_BAD_ACCESS', value: 'null', thread_id: 4 }] };
    expect(eventAlert({ exception, threads: { values } }).frame?.function).toBe('add');
  });

  test("an exception's own frames come before those of any thread", () => {
    const frames = [{ function: 'own', filename: 'own.go', in_app: false }];
    const exception = { values: [{ type: 'E', value: 'v', stacktrace: { frames } }] };
    const values = [thread(0, 'other', { crashed: true })];
    expect(eventAlert({ exception, threads: { values } }).frame?.function).toBe('own');
  });
});

import { expect, it } from 'vitest';
import { nameOnly, withoutAddresses } from '../../src/domain/text/personal.ts';

it.each([
  ['Reported by jo.doe+x@mail.example.com, fixed', 'Reported by …, fixed'],
  ['Ban 203.0.113.7 and 2001:db8:85a3:0:0:8a2e:370:7334', 'Ban … and …'],
  ['Version 2.4.1 of cart@2.4.1 at 10:32:06', 'Version 2.4.1 of cart@2.4.1 at 10:32:06'],
])('%s has no address left', (text, without) => {
  expect(withoutAddresses(text)).toBe(without);
});

it.each([
  ['Mara Quill', 'Mara Quill'],
  ['mara@example.com', null],
  ['  ', null],
  [null, null],
])('%s is a name: %s', (text, name) => {
  expect(nameOnly(text)).toBe(name);
});

import { describe, expect, test } from 'vitest';
import { eventAlert } from '../fixture.ts';

describe('tags', () => {
  test('at most 20 are shown, cut, and without those that have a field of their own', () => {
    const many = Array.from({ length: 10_000 }, (_, n) => [`key${n}`, 'v'.repeat(500)]);
    const { tags } = eventAlert({ tags: [['environment', 'p'], ['user', 'id:1'], ...many] });
    expect(tags).toHaveLength(20);
    expect(tags[0]).toEqual(['key0', `${'v'.repeat(199)}…`]);
  });

  test('keys named like the prototype are ordinary', () => {
    const tags = [
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ];
    expect(eventAlert({ tags }).tags).toEqual(tags);
    expect(eventAlert({ tags: JSON.parse('{"__proto__":"a","k":"v"}') as unknown }).tags).toContainEqual([
      'k',
      'v',
    ]);
  });

  test('only the first 200 are read', () => {
    const blank = Array.from({ length: 199 }, () => ['', '']);
    const at200 = eventAlert({ tags: [...blank, ['service', 'a']] });
    const at201 = eventAlert({ tags: [...blank, ['', ''], ['service', 'a']] });
    expect([at200.service, at201.service]).toEqual(['a', 'web']);
    const object = Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`k${n}`, 'v']));
    expect(eventAlert({ tags: { ...object, service: 'a' } }).service).toBe('web');
  });
});

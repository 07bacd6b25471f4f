import { describe, expect, it } from 'vitest';
import { inOneWording } from '../../../src/correlate/evidence/browser-wordings.ts';
import { evidenceFrom } from '../voices.ts';

describe('one mistake of a page', () => {
  it.each([
    [
      "Cannot read properties of undefined (reading 'fare')",
      [
        "Cannot read property 'fare' of undefined",
        "Cannot set properties of undefined (setting 'fare')",
        "undefined is not an object (evaluating 'e.fare')",
        "undefined is not an object (evaluating 'this.props.trip.fare')",
        "undefined is not an object (evaluating 'n(4).fare')",
        "undefined is not an object (evaluating 'e.fare = t(2)')",
        "undefined is not an object (evaluating 't.fare(a, b)')",
        'undefined is not an object (evaluating \'t["fare"]\')',
        'can\'t access property "fare", e is undefined',
        'can\'t access property "fare" of undefined',
        'can\'t access property "fare", t.trips[0] is undefined',
        't.fare is undefined',
        "Unable to get property 'fare' of undefined or null reference",
      ],
    ],
    [
      "Cannot read properties of null (reading 'fare')",
      ["Cannot read property 'fare' of null", "null is not an object (evaluating 'e.fare')"],
    ],
    [
      'openFare is not a function',
      [
        'e.openFare is not a function',
        '(0 , r.openFare) is not a function',
        "t.openFare is not a function. (In 't.openFare(1)', 't.openFare' is undefined)",
        "Object doesn't support property or method 'openFare'",
      ],
    ],
    ['fareBox is not defined', ["Can't find variable: fareBox", "Property 'fareBox' doesn't exist"]],
    [
      'Unexpected token in what should be JSON',
      [
        'Unexpected token \'<\', "<!DOCTYPE "... is not valid JSON',
        'Unexpected token < in JSON at position 0',
        'Unexpected end of JSON input',
        'JSON.parse: unexpected character at line 1 column 1 of the JSON data',
        "JSON Parse error: Unrecognized token '<'",
      ],
    ],
    [
      'Failed to fetch',
      ['Load failed', 'NetworkError when attempting to fetch resource.', 'Network request failed'],
    ],
    ['Maximum call stack size exceeded', ['too much recursion']],
  ])('%s', (inOne, said) => {
    expect(inOneWording(inOne)).toBe(inOne);
    for (const text of said) expect(inOneWording(text), text).toBe(inOne);
  });

  it.each([
    'relation "fares" does not exist',
    'the order is undefined',
    'null value in column "fare"',
    'Failed to fetch the price list of partner 7',
    'undefined is not a function',
    'fare must not be null',
    'connect ECONNREFUSED 10.0.0.1:80',
  ])('stays as it is: %s', (text) => {
    expect(inOneWording(text)).toBe(text);
  });

  it('is one weak cause, and another property is another', () => {
    const template = (text: string): string | undefined =>
      evidenceFrom(`TypeError: ${text}`).weak.find(({ kind }) => kind === 'template')?.key;
    const chrome = template("Cannot read properties of undefined (reading 'fare')");
    expect(template("undefined is not an object (evaluating 'e.fare')")).toBe(chrome);
    expect(template('can\'t access property "fare", r is undefined')).toBe(chrome);
    expect(template("undefined is not an object (evaluating 'e.total')")).not.toBe(chrome);
  });
});

describe('what people read of a wording', () => {
  it('is what was said, under the key of all wordings', () => {
    const causeOf = (text: string) => evidenceFrom(text).weak.find(({ kind }) => kind === 'template');
    const said = causeOf("ReferenceError: Can't find variable: fareBox");
    expect(said?.title).toBe("the same error: Can't find variable: fareBox");
    expect(said?.key).toBe(causeOf('ReferenceError: fareBox is not defined')?.key);
  });

  it('keeps the status that a client begins with', () => {
    const text = 'HTTPError: 404 Client Error: Not Found for url: https://fares.internal/4711';
    expect(evidenceFrom(text).weak[0]?.title).toBe('the same error: 404 Client Error: Not Found for url: #');
  });
});

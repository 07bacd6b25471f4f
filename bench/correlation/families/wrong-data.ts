import type { Family } from '../family.ts';
import { followUps } from '../streams/follow-up.ts';

/** Outages by wrong data and wrong rules: whoever reads them fails in its own way, and nothing is unreachable. */
export const wrongData: readonly Family[] = [
  {
    name: 'empty price table',
    set: 'b',
    names: false,
    strikes: 'users',
    story: 'A nightly import wrote an empty price table; what multiplies, divides or sums fails.',
    texts: {
      node: [
        'Error: total of {noun} is NaN',
        'TypeError: Reduce of empty array with no initial value',
        'RangeError: minimumFractionDigits value is out of range.',
      ],
      python: [
        'ZeroDivisionError: division by zero',
        'statistics.StatisticsError: mean requires at least one data point',
        'ValueError: max() iterable argument is empty',
        '{pkg}.errors.RefusedToSell: {noun} {id}',
      ],
      java: [
        'java.lang.ArithmeticException: Non-terminating decimal expansion; no exact representable decimal result.',
        'java.util.NoSuchElementException: No value present',
        '{app}.MarginException: below floor for {noun}',
      ],
      go: [
        'runtime.runtimeError: runtime error: integer divide by zero',
        '*errors.errorString: quote: nothing to offer',
        '*errors.errorString: median of nothing',
      ],
      ruby: ['ZeroDivisionError: divided by 0', "Money::Currency::UnknownCurrency: Unknown currency ''"],
      php: [
        'DivisionByZeroError: Division by zero',
        'ValueError: max(): Argument #1 ($value) must contain at least one element',
      ],
      dotnet: [
        'System.DivideByZeroException: Attempted to divide by zero.',
        'System.InvalidOperationException: Sequence contains no elements',
      ],
      browser: ['Error: Invariant: basket without total', 'RangeError: Invalid currency code'],
    },
  },
  {
    name: 'clocks change',
    set: 'b',
    names: false,
    strikes: 'users',
    story: 'An hour that does not exist was scheduled; jobs, slots and windows fail all over.',
    texts: {
      node: [
        'Error: slot {iso} overlaps itself',
        'RangeError: Invalid time value',
        'CronError: next run lies in the past',
      ],
      python: [
        'pytz.exceptions.NonExistentTimeError: 2027-03-28 02:30:00',
        'ValueError: fold must be either 0 or 1',
        '{pkg}.errors.DoubleBooked: {noun} {id}',
      ],
      java: [
        'java.time.zone.ZoneRulesException: Unable to find matching transition',
        'org.quartz.SchedulerException: Based on configured schedule, the given trigger will never fire.',
        '{app}.WindowException: {noun} closes before it opens',
      ],
      go: ['*errors.errorString: ticker: negative interval', '*errors.errorString: booking spans {few} days'],
      ruby: [
        'TZInfo::PeriodNotFound: 2027-03-28 02:30:00 is not a valid local time.',
        'ArgumentError: argument out of range',
      ],
      php: ['DateMalformedStringException: Failed to parse time string'],
      dotnet: [
        'System.ArgumentException: The supplied DateTime represents an invalid time.',
        'NodaTime.SkippedTimeException: Local time is invalid in time zone',
      ],
      ios: ['App.CalendarError: no such hour'],
      android: ['java.time.DateTimeException: Text could not be parsed'],
    },
  },
  {
    name: 'translations pushed',
    set: 'b',
    names: false,
    strikes: 'users',
    story: 'A language file with broken placeholders was pushed to every client.',
    onset: [5, 40],
    texts: {
      node: [
        'SyntaxError: Expected "}" but "{field}" found.',
        'FormatError: The intl string context variable "{field}" was not provided',
        'Error: Handlebars: Missing helper: "{noun}"',
      ],
      python: [
        "KeyError: 'count'",
        'IndexError: Replacement index 1 out of range for positional args tuple',
        "jinja2.exceptions.UndefinedError: '{field}' is undefined @ jinja2/environment.py#handle_exception",
      ],
      java: [
        "java.util.MissingFormatArgumentException: Format specifier '%2$s'",
        "java.lang.IllegalArgumentException: can't parse argument number: {field}",
        'freemarker.core.InvalidReferenceException: The following has evaluated to null or missing: ==> {field}',
      ],
      ruby: [
        'I18n::MissingInterpolationArgument: missing interpolation argument :{field}',
        'ActionView::Template::Error: malformed format string - %}',
      ],
      php: [
        'ValueError: The arguments array must contain 2 items, 1 given',
        'Twig\\Error\\RuntimeError: Variable "{field}" does not exist.',
      ],
      browser: [
        'Error: MALFORMED_ARGUMENT',
        "TypeError: Cannot read properties of undefined (reading 'plural')",
        'Invariant: [React Intl] could not find {noun}',
      ],
      ios: ['NSInvalidArgumentException: bad format string'],
      android: ["java.util.UnknownFormatConversionException: Conversion = '}'"],
      dotnet: [
        'System.FormatException: Index (zero based) must be greater than or equal to zero and less than the size of the argument list.',
      ],
    },
  },
  {
    name: 'field number reused',
    set: 'b',
    names: false,
    strikes: 'users',
    story: 'A schema gave an old field number a new meaning; readers take words for amounts.',
    follow: 0.5,
    texts: {
      go: [
        '*errors.errorString: string field contains invalid UTF-8',
        '*errors.errorString: enum {field} has no value {n}',
        '*strconv.NumError: strconv.ParseInt: parsing "EUR": invalid syntax',
      ],
      java: [
        'com.google.protobuf.InvalidProtocolBufferException: While parsing a protocol message, the input ended unexpectedly in the middle of a field.',
        'java.lang.NumberFormatException: For input string: "EUR"',
        'java.lang.IllegalArgumentException: No enum constant {app}.{Noun}.UNRECOGNIZED',
      ],
      python: [
        'google.protobuf.message.DecodeError: Error parsing message',
        "ValueError: could not convert string to float: 'EUR'",
        'AssertionError: amount must be positive',
      ],
      node: [
        'RangeError: index out of range: {few} + 10 > {few}',
        'Error: invalid wire type 7 at offset {few}',
        'TypeError: Cannot mix BigInt and other types, use explicit conversions',
      ],
      dotnet: [
        'Google.Protobuf.InvalidProtocolBufferException: Protocol message contained an invalid tag (zero).',
      ],
      ruby: ['Google::Protobuf::ParseError: Error occurred during parsing'],
      android: [
        'com.google.protobuf.InvalidProtocolBufferException: Protocol message tag had invalid wire type.',
      ],
      ios: ['SwiftProtobuf.BinaryDecodingError: malformedProtobuf'],
    },
  },
  {
    name: 'half a region',
    set: 'b',
    names: false,
    strikes: 'users',
    story: 'A region was evacuated without half of its data; code meets things that must exist.',
    texts: followUps,
    follow: 0.6,
    onset: [15, 90],
    cascade: 0.35,
  },
  {
    name: 'currency rounding',
    set: 'b',
    names: false,
    strikes: 'users',
    story: 'A shared library rounds differently since everybody took its new version.',
    deploys: 'everybody',
    onset: [10, 80],
    texts: {
      node: [
        'Error: posting does not balance: {n} != {n}',
        'AssertionError: Expected values to be strictly equal: {n} !== {n}',
        'Error: refund exceeds charge',
      ],
      python: [
        '{pkg}.errors.OutOfBalance: {n}',
        'ValueError: quantize result has too many digits for current context',
        "django.core.exceptions.ValidationError: {'amount': ['Ensure that there are no more than 2 decimal places.']}",
      ],
      java: [
        'java.lang.ArithmeticException: Rounding necessary',
        '{app}.SettlementException: batch {id} off by one',
        'java.lang.AssertionError: debit equals credit',
      ],
      go: [
        '*errors.errorString: ledger: sum mismatch',
        '*errors.errorString: capture larger than authorisation',
      ],
      ruby: ['Ledger::Unbalanced: {n}', 'ActiveRecord::RecordInvalid: Validation failed: Total is off'],
      php: ['App\\Exceptions\\TotalDiffers: {n}', 'LogicException: voucher above basket'],
      dotnet: ['Acme.Money.PrecisionException: {n}'],
    },
  },
];

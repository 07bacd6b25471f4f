import type { ExceptionText } from '../../../domain/alert.ts';

/** The first part of a module's name that tells whose it is: `com.acme` of `com.acme.cart.Store`, `orders` of `orders.pricing`, `App` of `App\Http`. */
export function rootOf(module: string): string {
  const parts = module.split(/[.:\\/,]+/).filter((part) => part !== '');
  const [first, second] = parts;
  if (first === undefined) return '';
  return second !== undefined && /^(?:[a-z]{2}|com|org|net|edu|gov|dev|app|info|github)$/.test(first)
    ? `${first}.${second}`
    : first;
}

/**
 * A type that exists to carry another exception, by the words that its name is made of. One that the application
 * defines itself may be called alike and mean something.
 */
export function isCarrier(text: ExceptionText, appRoots: ReadonlySet<string>): boolean {
  const name = text.type.split(/[.:\\$/]+/).at(-1) ?? text.type;
  if (carrierPath.test(text.type) || carrierPath.test(`${text.module ?? ''}::${text.type}`)) return true;
  const module = qualifiedBy(text);
  return carrierName.test(name) && (module === null || !appRoots.has(rootOf(module)));
}

const carrierName = new RegExp(
  `^(?:${[
    '(?:Nested|Wrapped|Chained)\\w*|Wrap(?:per)?|(?:Unchecked)?Execution|\\w*ExecutionFailed|Completion|Servlet',
    '(?:Method)?Invocation(?:Target)?|TargetInvocation|UndeclaredThrowable|TypeInitialization|ExceptionInInitializer',
    'PrivilegedAction|UncheckedIO|HandlerDispatch|Aggregate|Composite|Retry(?:Exhausted|Failed)?|Rethrown',
  ].join('|')})(?:Exception|Error|Failure)$|^(?:Base)?ExceptionGroup$`,
);
/** `%w` of Go and what its packages `errors` and `xerrors` build; what Rails makes of an error in a view. */
const carrierPath =
  /^(?:\*?fmt\.wrapErrors?|\*?errors\.(?:with[A-Z]\w*|joinError)|\*?xerrors\.\w*[wW]rap\w*|(?:.*::)?Template::Error)$/;

/** A type that every program of its language throws: its name says only that something failed. */
export function isBaseType({ type }: ExceptionText): boolean {
  return baseTypes.has(type.split(/[.\\]/).at(-1) ?? type);
}

const baseTypes: ReadonlySet<string> = new Set([
  'Error',
  'Exception',
  'Throwable',
  'BaseException',
  'RuntimeException',
  'RuntimeError',
  'StandardError',
  'SystemException',
  'ApplicationException',
  'ErrorException',
]);

/** Whether a type is defined in a framework or a driver. */
export function isOfLibrary(text: ExceptionText, appRoots: ReadonlySet<string>): boolean {
  const module = qualifiedBy(text);
  if (module === null) return false;
  const root = rootOf(module);
  return appRoots.size > 0 ? !appRoots.has(root) : libraryRoots.has(root);
}

/** What `fetch` raises in Node and in browsers when a call did not get through; why stands in its cause, if anywhere. */
export function isFailedFetch({ type, value }: ExceptionText): boolean {
  return (
    type === 'TypeError' && /^(?:fetch failed|failed to fetch|network ?error|load failed)\.?$/i.test(value)
  );
}

/** What a type's name is qualified by: its module, else the path before it. */
function qualifiedBy({ type, module }: ExceptionText): string | null {
  if (module !== null) return module;
  return /^\*?(.+)(?:\.|::|\\)[^.:\\]+$/.exec(type)?.[1] ?? null;
}

/** Where no frame tells which modules are the application's (Ruby, old PHP), well-known roots must do. */
const libraryRoots: ReadonlySet<string> = new Set(
  (
    'java javax jakarta kotlin kotlinx scala clojure org.springframework org.hibernate org.apache org.jboss org.eclipse ' +
    'io.netty io.micronaut io.quarkus io.ktor io.grpc reactor rx feign retrofit2 akka play com.fasterxml com.google ' +
    'System Microsoft Newtonsoft Grpc Hangfire MassTransit django celery kombu billiard tenacity sqlalchemy asyncio ' +
    'concurrent starlette fastapi flask werkzeug jinja2 rest_framework graphql requests urllib3 httpx aiohttp ' +
    'ActionView ActiveRecord ActionController ActiveJob Sidekiq Rack Net Faraday GraphQL Illuminate Symfony Doctrine ' +
    'Twig GuzzleHttp Laravel Drupal TYPO3 Magento'
  ).split(' '),
);

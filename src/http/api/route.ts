import { Router, type Request, type RequestHandler } from 'express';
import { guardWrite, type OwnOrigin } from '../access/own-origin.ts';
import { HttpError, onlyMethods } from '../errors.ts';

/** A route of the API: what it takes, what it answers, and why it may refuse. */
interface Declaration<I, C extends string> {
  /** What writes has to be JSON and of our own page; see `guardWrite`. */
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below `/api`; `:id` is the one thing that a path may name. */
  readonly path: `/${string}`;
  /** Who may ask: operators alone, who are whom the gatekeeper lets in; with `ci` also whoever shows CI's token. */
  readonly may?: 'operators' | 'ci';
  /** What it reads of the request, by a schema; see `reading.ts`. @throws HttpError 400 */
  readonly reads: (request: Request) => I;
  /** The status of its success; for a GET 200 and for the others 202, where nothing else is said. */
  readonly answers?: 200 | 201 | 202;
  /** The errors that it answers besides those of reading: code → status, and one sentence with `{facts}`. */
  readonly errors: Readonly<Record<C, Fault>>;
  /** The JSON of its success. Throws what `fault` makes. */
  readonly answer: (asked: Asked<I>, fault: Faults<C>) => object | Promise<object>;
}

/** Status and sentence of an error. */
type Fault = readonly [status: number, sentence: string];

/** Makes the error of a code, with the facts that its sentence asks for. */
export type Faults<C extends string> = (
  code: C,
  facts?: Readonly<Record<string, string | number>>,
) => HttpError;

/** What a route is asked. */
interface Asked<I> {
  /** Of the path; empty where that names none. */
  readonly id: string;
  readonly said: I;
  /** Who asks, as the gatekeeper knows them. */
  readonly who: string;
}

/** A declared route, ready to be mounted. */
export interface Route extends Required<Pick<Declaration<unknown, never>, 'method' | 'path' | 'may'>> {
  readonly handle: RequestHandler;
  /** What it answers itself: of its success first, then of its errors; those of reading and of the guard are everybody's. */
  readonly statuses: readonly number[];
}

/** Makes a route of its declaration. */
export function route<I, C extends string>(declared: Declaration<I, C>): Route {
  const { method, path, may = 'operators', reads, errors, answer } = declared;
  const { answers = method === 'GET' ? 200 : 202 } = declared;
  const fault: Faults<C> = (code, facts = {}) => {
    const [status, sentence] = errors[code];
    return new HttpError(
      status,
      code,
      sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name])),
    );
  };
  const handle: RequestHandler = async (request, response) => {
    const { id } = request.params;
    const who: unknown = response.locals['who'];
    const asked = {
      id: typeof id === 'string' ? id : '',
      said: reads(request),
      who: typeof who === 'string' ? who : 'operator',
    };
    response.status(answers).json(await answer(asked, fault));
  };
  const faults: readonly Fault[] = Object.values(errors);
  const statuses = [...new Set([answers, ...faults.map(([status]) => status)])];
  return { method, path, may, handle, statuses };
}

/** A GET that tells what it reads, and refuses nobody who may ask. */
export function figure<I>(
  path: Route['path'],
  reads: Declaration<I, never>['reads'],
  tell: (said: I) => object | Promise<object>,
  may: Route['may'] = 'operators',
): Route {
  return route({ method: 'GET', path, may, reads, errors: {}, answer: ({ said }) => tell(said) });
}

/** The routes as one router. A path answers 405 to methods that none of them has. */
export function routerOf(routes: readonly Route[], isOwn: OwnOrigin): Router {
  const router = Router();
  const guarded = guardWrite(isOwn);
  for (const [path, here] of Map.groupBy(routes, (one) => one.path)) {
    const place = router.route(path);
    for (const { method, handle } of here) {
      if (method === 'GET') place.get(handle);
      else if (method === 'DELETE') place.delete(guarded, handle);
      else place.post(guarded, handle);
    }
    place.all(onlyMethods(...here.map(({ method }) => method)));
  }
  return router;
}

/** The first steps of the routes' paths, for example `/deploys`. */
export function roomsOf(routes: readonly Route[]): string[] {
  return [...new Set(routes.map(({ path }) => `/${path.split('/', 2)[1] ?? ''}`))];
}

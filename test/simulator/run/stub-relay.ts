import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';

/**
 * A relay that only keeps books, as a process: it appends a line for every webhook before it answers, so that a
 * kill loses nothing. It is started by the tests of the runner with the environment of the real one.
 */
const file = `${(process.env['STORE_URL'] ?? '').replace('sqlite:', '')}.lines`;
const accepted = (): number => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0);

const server = createServer((request, response) => {
  const answer = (status: number, body: unknown): void => {
    request
      .resume()
      .on('end', () =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
      );
  };
  if (request.url === '/webhooks/sentry') {
    appendFileSync(file, 'entry\n');
    answer(202, {});
  } else if (request.url === '/api/books') {
    answer(200, {
      accepted: accepted(),
      shown: 0,
      folded: 0,
      suppressed: 0,
      setAside: accepted(),
      dead: 0,
      inFlight: 0,
    });
  } else {
    answer(200, {});
  }
});

if (process.env['SLACK_BOT_TOKEN'] === undefined) {
  console.error('SLACK_BOT_TOKEN is missing.');
  process.exit(2);
}
process.on('SIGTERM', () => process.exit(0));
server.listen(Number(process.env['PORT']), '127.0.0.1');

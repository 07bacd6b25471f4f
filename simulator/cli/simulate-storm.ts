import { runCli } from '../run/storm-cli.ts';

process.exitCode = await runCli(process.argv.slice(2));

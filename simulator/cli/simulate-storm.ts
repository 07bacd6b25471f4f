import { runCli } from '../run/storm-cli.ts';
import { heedNoColor } from '../terminal/colours.ts';

heedNoColor(process.env);
process.exitCode = await runCli(process.argv.slice(2));
// A look-up of a name may still be under way in a thread of its own, and would keep the process for seconds.
setTimeout(() => process.exit(), 500).unref();

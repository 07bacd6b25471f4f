import { enableCompileCache } from 'node:module';
import { heedNoColor } from '../terminal/colours.ts';

enableCompileCache();
heedNoColor(process.env);
const { runCli } = await import('../run/storm-cli.ts');
process.exitCode = await runCli(process.argv.slice(2));
// A look-up of a name may still be under way in a thread of its own, and would keep the process for seconds.
setTimeout(() => process.exit(), 500).unref();

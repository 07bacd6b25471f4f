import { heedNoColor } from '../terminal/colours.ts';

heedNoColor(process.env);
const { runCli } = await import('../seeds/seeds-cli.ts');
process.exitCode = await runCli(process.argv.slice(2));

#!/usr/bin/env node
// Plain JavaScript: what takes the types out of TypeScript is 17 MB in each thread that needs it, and behind the compile
// cache none does. An older Node gets as far as the sentence here.
import module from 'node:module';
import path from 'node:path';
import v8 from 'node:v8';

const [major = 0] = process.versions.node.split('.').map(Number);

if (major < 24) {
  console.error(
    `stormrelay: Node 24 or newer is needed; this is ${process.versions.node}. npm scripts find the one that \`npm ci\` installs; where development packages are left out, bring your own.`,
  );
  process.exitCode = 2;
} else {
  // A relay that was killed in mid-storm has to be back at once: its modules are compiled once, not at every start.
  module.enableCompileCache();
  // To load them takes V8's young space to 32 MB, of which it gives nothing back; `serve/memory.ts` says how far it may grow.
  if (process.argv.includes('serve')) v8.setFlagsFromString('--semi-space-growth-factor=1');
  const { builtCommands } = await import('./installed/built.ts');
  const built = builtCommands(path.join(import.meta.dirname, '..', '..'));
  try {
    const { run } = built === null ? await import('./commands.ts') : await import(built);
    await run();
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND' || !/package '/.test(error.message)) throw error;
    const [missing] = error.message.match(/package '[^']+'/);
    console.error(`stormrelay: The ${missing} is not installed. Install what is missing: npm ci`);
    process.exitCode = 2;
  }
}

#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { printError } from './print.ts';

const [major = 0] = process.versions.node.split('.').map(Number);

if (major < 24) {
  printError(
    `stormrelay: Node 24 or newer is needed; this is ${process.versions.node}. npm scripts bring their own: npm start`,
  );
  process.exitCode = 2;
} else {
  // A relay that was killed in mid-storm has to be back at once: its modules are compiled once, not at every start.
  enableCompileCache();
  const { run } = await import('./commands.ts');
  await run();
}

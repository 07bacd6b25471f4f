// Made by build-action.ts. The post step of the Action is the same bundle as its main step.
process.env.STORMRELAY_STEP = 'post';
await import('./action.js');

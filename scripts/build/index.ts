/** Builds what is published, in the order in which each needs the one before. Quiet unless something is wrong. */
import { buildGenerator, buildRuntime } from './steps.ts';

await buildRuntime();
await buildGenerator();

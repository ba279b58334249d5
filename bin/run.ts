/** What does the work of most commands; loaded once it is known that there is one. */
export { exportDocument } from './export.ts';
export { forward } from './forward.ts';
export { generate } from './generate.ts';
export { GENERATORS } from './generators.ts';
export { graph } from './graph.ts';
export { models } from './models.ts';
export { status } from './status.ts';

/** What does the work of a command; loaded once it is known that there is one. */
export { contract } from './contract.ts';
export { forward } from './forward.ts';
export { generate } from './generate.ts';
export { status } from './status.ts';

/**
 * Renders a node in memory: templates first, then the event bus by lib/injection. The same contract and options
 * give the same bytes. This folder does not read or write the project.
 */
export { injectInto } from './inject.ts';
export { withVersion } from './manifest-versions.ts';
export { renderNode } from './render.ts';

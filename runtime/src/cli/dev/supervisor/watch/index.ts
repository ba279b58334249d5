/**
 * Watches the files that `dev` loaded: modules, contracts, configurations, and `.env`. Guarantees: a file that was not
 * loaded is never reported, nor one whose content is the same as when it was loaded. A file in the state directory is
 * not reported, and one that the nodes themselves change at each start is reported a limited number of times.
 */
export { digestOf } from './digest.ts';
export { isLoadedMessage, reportLoadedModules } from './report-modules.ts';
export { watchChanges, type Changes } from './changes.ts';

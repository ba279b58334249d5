/**
 * The project around a command: its folder, its nodes and their names, its environment, and where its nodes store
 * their state. Only `openStateDirectory` writes, and only `importStartScript` runs code of the project.
 */
export { configDirectory } from './config-directory.ts';
export { refuseConflicts } from './conflicts.ts';
export { withProjectEnvironment } from './environment.ts';
export { findNodes, type NodeFolder } from './find-nodes.ts';
export { findProject, requireProject, type Project } from './find-project.ts';
export { importStartScript } from './import-start-script.ts';
export { projectLinks } from './links.ts';
export { linkOf, statOf } from './stat-of.ts';
export { namesOf, selectNode } from './node-names.ts';
export { devDirectory, openStateDirectory, stateDirectory } from './state-directory.ts';

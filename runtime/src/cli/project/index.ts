/**
 * The project around a command: its folder, its nodes and their names, its environment, and where its nodes store
 * their state. It reads files, and writes none.
 */
export { configDirectory } from './config-directory.ts';
export { refuseConflicts } from './conflicts.ts';
export { withProjectEnvironment } from './environment.ts';
export { findNodes, type NodeFolder } from './find-nodes.ts';
export { findProject, requireProject, type Project } from './find-project.ts';
export { projectLinks } from './links.ts';
export { linkOf, statOf } from './stat-of.ts';
export { namesOf, selectNode } from './node-names.ts';
export { devDirectory, openStateDirectory, stateDirectory } from './state-directory.ts';

/**
 * Hosts a generator class without yeoman-environment, as `yo` does: options, tasks in their order, and prompts. It runs
 * the same classes, so both hosts write the same bytes. It must not depend on any generator.
 */
export { SmallEnvironment, type HostedClass } from './environment.ts';

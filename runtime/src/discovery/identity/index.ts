/**
 * The identity of an instance of a node: its name and version, its node ID, and its instance ID. An instance ID is the
 * same after a restart. Two processes never have the same one at once, unless `ONEX_INSTANCE_ID` gives it to both.
 */
export { acquireInstanceId, type InstanceId, type InstanceOptions } from './instance-id.ts';
export { nodeIdOf } from './node-id.ts';
export type { NodeProfile } from './node-profile.ts';

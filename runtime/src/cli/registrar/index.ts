/**
 * The command `registrar`: registers the nodes of a mesh in Consul until it is stopped.
 */
export { registrarCommand } from './command.ts';

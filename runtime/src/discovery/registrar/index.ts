/**
 * The registrar: registers in Consul the nodes that announce themselves on the bus, repairs their registrations,
 * deregisters those that leave, and removes the entries of those that were killed. Announcements count in the order of
 * their timestamps, not in the order in which they arrive. Several registrars may run, beside nodes that register
 * themselves, because all of them write the same state to Consul.
 */
export { startRegistrar, type Registrar, type RegistrarOptions } from './start-registrar.ts';

/**
 * The in-memory transport: a log with partitions and consumer groups in this process, for standalone nodes, tests, and
 * `dev`. It passes the same conformance tests as Kafka. Records are lost with the process.
 */
export { createInMemoryBroker, type InMemoryBroker, type InMemoryOptions } from './broker.ts';
export { createInMemoryTransport, type InMemoryTransport } from './transport.ts';

export { createInMemoryBroker, type InMemoryBroker, type InMemoryOptions } from './broker.ts';
export { createInMemoryTransport, type InMemoryTransport } from './transport.ts';

export {
  createInMemoryTransport,
  type InMemoryTransport,
  type InMemoryTransportOptions,
} from './transport.ts';

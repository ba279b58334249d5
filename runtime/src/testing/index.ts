/**
 * A bench for tests of generated nodes: a node with a recording bus, stand-ins for the nodes that it asks, and a clock
 * that a test can set forward. A test needs no server and no waiting. It uses the same code as a node on the bus.
 */
export type { Answer } from './answer.ts';
export type { RecordingTransport } from './recording-transport.ts';
export {
  createTestNode,
  type Published,
  type SendOptions,
  type TestNode,
  type TestNodeOptions,
} from './test-node.ts';

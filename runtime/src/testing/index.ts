export type { Answer } from './answer.ts';
export type { RecordingTransport } from './recording-transport.ts';
export {
  createTestNode,
  type Published,
  type SendOptions,
  type TestNode,
  type TestNodeOptions,
} from './test-node.ts';

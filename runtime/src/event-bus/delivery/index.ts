export { isDispatchingNode, type BusQualities, type DispatchMessage, type DispatchingNode } from './node.ts';
export { startConsumer, type Consumer, type ConsumerOptions } from './consumer.ts';
export { createMessageHandler, type MessageHandler, type MessageHandlerOptions } from './message-handler.ts';
export { toRecord, wrapPublication, type Writer } from '../publisher/outputs.ts';

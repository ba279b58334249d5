/**
 * Delivers a record to a node: reads the envelope, dispatches the message, publishes the outputs, and acknowledges the
 * record.
 *
 * 1. A record is acknowledged only after the bus has acknowledged the outputs of its message, or its dead letter.
 * 2. A message that was handled is not dispatched again. A duplicate gets the outputs of the first time.
 * 3. What a handler wrote in the transaction of its answer is committed with the answer, or not at all.
 * 4. A message that can never be handled is dead-lettered, and the consumer continues with the next record.
 * 5. A message that cannot be handled now is retried with pauses. If that fails, the consumer leaves its group,
 *    does not commit the message, and joins again later.
 * 6. A message that was in a handler when several processes ended is a poison message. It is dead-lettered at the
 *    limit.
 *
 * It must not know the transport, the databases, or the kinds of nodes.
 */
export { isDispatchingNode, type BusQualities, type DispatchMessage, type DispatchingNode } from './node.ts';
export { startConsumer, type Consumer, type ConsumerOptions } from './consumer.ts';
export { createMessageHandler, type MessageHandler, type MessageHandlerOptions } from './message-handler.ts';

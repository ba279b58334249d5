/**
 * The connections of the client. They are as the client creates them, and guarantee that a connection that is closed again
 * and again adds no listeners, so Node prints no warning, and that an idle connection does not wake the process.
 */
export { createSocket } from './create-socket.ts';
export { quietRequestQueues } from './request-queue.ts';

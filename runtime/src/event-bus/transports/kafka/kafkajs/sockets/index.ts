/**
 * The connections of the client, created as the client creates them. They guarantee that repeatedly closing a
 * connection adds no listeners, so Node prints no warning, and that an idle connection does not wake the process.
 */
export { createSocket } from './create-socket.ts';
export { quietRequestQueues } from './request-queue.ts';

/**
 * The sockets of the client. They are as the client creates them, and guarantee that a connection that is closed again
 * and again adds no listeners, so Node prints no warning.
 */
export { createSocket } from './create-socket.ts';

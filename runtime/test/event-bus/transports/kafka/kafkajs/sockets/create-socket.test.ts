import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { expect } from 'chai';
import type { ISocketFactoryArgs } from 'kafkajs';
import { createKafkaClient } from '../../../../../../src/event-bus/transports/kafka/client/client.ts';
import { createSocket } from '../../../../../../src/event-bus/transports/kafka/kafkajs/sockets/index.ts';
import { recordingLogger } from '../../../../recording-logger.ts';

const WITHOUT_TLS = undefined as unknown as ISocketFactoryArgs['ssl'];
/** Node warns at the eleventh listener. */
const TIMES = 20;

describe('sockets of the Kafka client', () => {
  let server: net.Server;
  let port: number;
  const accepted: net.Socket[] = [];
  beforeEach(async () => {
    server = net.createServer((socket) => accepted.push(socket)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
  });
  afterEach(() => {
    for (const socket of accepted.splice(0)) socket.destroy();
    server.close();
  });
  const open = (onConnect = (): void => {}): net.Socket =>
    createSocket({ host: '127.0.0.1', port, ssl: WITHOUT_TLS, onConnect });

  it('gain no listener when the client disconnects a closed one again and again', async () => {
    const socket = open();
    await once(socket, 'connect');
    socket.destroy();
    await once(socket, 'close');
    const before = socket.listenerCount('connect');
    for (let times = 0; times < TIMES; times += 1) socket.unref();
    expect(socket.listenerCount('connect')).to.equal(before);
  });

  it('connect, tell the client, and hold the process until it lets them', async () => {
    const connected = Promise.withResolvers<void>();
    const socket = open(connected.resolve);
    await connected.promise;
    const holding = (): number =>
      process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;
    const held = holding();
    socket.unref();
    expect(holding()).to.equal(held - 1);
    socket.destroy();
  });

  it('are those of every client, also when the broker refuses connections', async () => {
    server.close();
    await once(server, 'close');
    const sockets: net.Socket[] = [];
    const record = (message: unknown): void => void sockets.push((message as { socket: net.Socket }).socket);
    subscribe('net.client.socket', record);
    const { kafka } = await createKafkaClient({
      servers: [`127.0.0.1:${port}`],
      clientId: 'test',
      logger: recordingLogger(),
    });
    const admin = kafka.admin({ retry: { retries: 0 } });
    await admin.connect().catch(() => {});
    await admin.disconnect();
    unsubscribe('net.client.socket', record);
    expect(sockets.length).to.be.greaterThan(0);
    for (const socket of sockets) {
      for (let times = 0; times < TIMES; times += 1) socket.unref();
      expect(socket.listenerCount('connect')).to.be.lessThan(TIMES);
    }
  });
});

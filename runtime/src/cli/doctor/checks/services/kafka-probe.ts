import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import { reasonOf, STEP_MS } from './reachability.ts';

/** ApiVersions, version 0, of Kafka's protocol: every broker answers it, before any login. */
const API_VERSIONS = 18;
const CORRELATION = 0x6f6e6578;

/** What a server did when it was asked as a Kafka broker. */
type Answer = 'kafka' | 'other' | { readonly error: string };

/**
 * Why a node cannot use a server as a Kafka broker, in words that follow the server's address. Null if it can. No login
 * is attempted.
 * @param tls Options of TLS where the settings ask for it; null: plain.
 */
export async function kafkaProblem(
  host: string,
  port: number,
  tls: ConnectionOptions | null,
): Promise<string | null> {
  const answer = await ask(host, port, tls);
  if (answer === 'kafka') return null;
  if (tls === null) {
    if (answer !== 'other') return `cannot be reached: ${answer.error}`;
    const secure = await ask(host, port, { rejectUnauthorized: false });
    return secure === 'kafka'
      ? 'expects TLS: set KAFKA_SECURITY_PROTOCOL to SSL or SASL_SSL'
      : 'is not a Kafka broker: it does not answer in the Kafka protocol';
  }
  if (
    answer !== 'other' &&
    /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/u.test(answer.error)
  ) {
    return `cannot be reached: ${answer.error}`;
  }
  if ((await ask(host, port, null)) === 'kafka') {
    return 'does not speak TLS: set KAFKA_SECURITY_PROTOCOL to PLAINTEXT or SASL_PLAINTEXT, or use its port for TLS';
  }
  return answer === 'other'
    ? 'is not a Kafka broker: it does not answer in the Kafka protocol'
    : `cannot be used over TLS: ${answer.error} (see KAFKA_SSL_CA_FILE, KAFKA_SSL_CERT_FILE)`;
}

function ask(host: string, port: number, tls: ConnectionOptions | null): Promise<Answer> {
  return new Promise((resolve) => {
    const name = isIP(host) === 0 ? { servername: host } : {};
    const socket: Socket =
      tls === null ? connect({ host, port }) : connectTls({ ...tls, ...name, host, port });
    const received: Buffer[] = [];
    let connected = false;
    const end = (answer: Answer): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    const timer = setTimeout(
      () => end(connected ? 'other' : { error: `no answer within ${STEP_MS / 1000} s` }),
      STEP_MS,
    );
    socket.once(tls === null ? 'connect' : 'secureConnect', () => {
      connected = true;
      socket.write(request());
    });
    socket.on('data', (chunk: Buffer) => {
      received.push(chunk);
      const bytes = Buffer.concat(received);
      if (bytes.length < 8) return;
      // The bytes that follow, the correlation ID of the request first.
      const isKafka = bytes.readInt32BE(0) >= 10 && bytes.readInt32BE(4) === CORRELATION;
      end(isKafka ? 'kafka' : 'other');
    });
    socket.on('error', (error) => end(connected ? 'other' : { error: reasonOf(error) }));
    socket.on('close', () => end(connected ? 'other' : { error: 'the connection was closed' }));
  });
}

function request(): Buffer {
  const bytes = Buffer.alloc(14);
  bytes.writeInt32BE(10, 0);
  bytes.writeInt16BE(API_VERSIONS, 4);
  bytes.writeInt16BE(0, 6);
  bytes.writeInt32BE(CORRELATION, 8);
  bytes.writeInt16BE(-1, 12);
  return bytes;
}

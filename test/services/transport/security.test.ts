import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import type { EventTransport } from '../../../runtime/src/event-bus/index.ts';
import { createKafkaTransport } from '../../../runtime/src/event-bus/transports/kafka/index.ts';
import { recordingLogger } from '../../../runtime/test/event-bus/recording-logger.ts';
import { type KafkaService, startKafka } from '../support/services.ts';

const PASSWORD = 'hush-hush';

describe('Kafka that demands credentials and TLS', () => {
  let broker: KafkaService;
  let servers: Record<string, string>;
  const opened: EventTransport[] = [];
  before(async function () {
    this.timeout(240_000);
    broker = await startKafka({ KAFKA_SECURE: '1', KAFKA_PASSWORD: PASSWORD });
    const ports = readFileSync(path.join(broker.folder, 'secure'), 'utf8').trim().split(' ');
    servers = Object.fromEntries(
      ports.map((entry) => entry.split('=')).map(([name, port]) => [name, `127.0.0.1:${port}`]),
    );
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((transport) => transport.close()));
  });
  after(() => broker?.stop());

  const connect = async (protocol: string, server: string, environment: Record<string, string>) => {
    const logger = recordingLogger();
    const transport = await createKafkaTransport({
      servers: [server],
      clientId: 'test',
      logger,
      creation: {},
      environment: {
        KAFKA_SECURITY_PROTOCOL: protocol,
        KAFKA_SASL_USERNAME: 'onex',
        KAFKA_SASL_PASSWORD: PASSWORD,
        ...environment,
      },
    });
    opened.push(transport);
    return { transport, logger };
  };
  const tls = (): Record<string, string> => ({ KAFKA_SSL_CA_FILE: path.join(broker.folder, 'ca.pem') });
  const at = (protocol: string): string => servers[protocol] ?? '';

  for (const protocol of ['SASL_PLAINTEXT', 'SASL_SSL']) {
    for (const mechanism of ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512']) {
      it(`is used with ${protocol} and ${mechanism}`, async () => {
        const { transport } = await connect(protocol, at(protocol), {
          KAFKA_SASL_MECHANISM: mechanism,
          ...(protocol === 'SASL_SSL' && tls()),
        });
        await transport.connect();
        const topic = 'onex.evt.test.secure.v1';
        expect(await transport.missingTopics([topic])).to.deep.equal([]);
        await transport.publish([{ topic, key: null, value: 'through', headers: {} }]);
      });
    }
  }

  const mistakes: readonly (readonly [string, string, string, () => Record<string, string>])[] = [
    [
      'a wrong password',
      'SASL_PLAINTEXT',
      'SASL_PLAINTEXT',
      () => ({ KAFKA_SASL_MECHANISM: 'PLAIN', KAFKA_SASL_PASSWORD: 'wrong-secret' }),
    ],
    ['an authority that is not known', 'SASL_SSL', 'SASL_SSL', () => ({ KAFKA_SASL_MECHANISM: 'PLAIN' })],
    ['TLS to a listener without', 'SASL_SSL', 'SASL_PLAINTEXT', tls],
    ['plain text to a listener with TLS', 'SASL_PLAINTEXT', 'SASL_SSL', () => ({})],
  ];
  for (const [what, protocol, listener, environment] of mistakes) {
    it(`is one clear line without a secret for ${what}`, async () => {
      const { transport, logger } = await connect(protocol, at(listener), environment());
      const error = await transport.connect().catch((thrown: unknown) => thrown);
      expect(error).to.include({ code: 'EVENT_BUS_ERROR' });
      const { message } = error as Error;
      expect(message).to.contain(at(listener)).and.not.contain('\n');
      expect(JSON.stringify([message, logger.lines])).to.not.match(/hush-hush|wrong-secret/);
      expect(logger.lines.filter(({ level }) => level !== 'debug').length).to.be.lessThan(8);
    });
  }
});

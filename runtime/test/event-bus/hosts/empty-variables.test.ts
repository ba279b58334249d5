import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { settingsOfEnvironment, settingsOfFields } from '../../../src/event-bus/hosts/host-settings.ts';
import {
  closeEventBus,
  createInMemoryTransport,
  eventBusOf,
  openEventBus,
} from '../../../src/event-bus/index.ts';
import {
  kafkaSecurity,
  topicCreation,
} from '../../../src/event-bus/transports/kafka/settings/kafka-config.ts';
import { missingVariables } from '../../../src/start/configuration/environment-variables.ts';
import { OPTIONS, resolveSettings } from '../../../src/settings/index.ts';
import { stateDirectory } from '../../../src/cli/project/state-directory.ts';
import { fakeContract, PLAIN_IDENTITY, PlainHost } from '../fake-node.ts';
import { recordingLogger } from '../recording-logger.ts';

const VARIABLES = [
  ...OPTIONS.flatMap(({ variable }) => variable ?? []),
  'CONSUL_HTTP_TOKEN',
  'KAFKA_SASL_MECHANISM',
  'KAFKA_SASL_PASSWORD',
  'KAFKA_SASL_USERNAME',
  'KAFKA_SECURITY_PROTOCOL',
  'KAFKA_SSL_CA_FILE',
  'KAFKA_SSL_CERT_FILE',
  'KAFKA_SSL_KEY_FILE',
  'KAFKA_SSL_KEY_PASSWORD',
  'ONEX_HEARTBEAT_SECONDS',
  'ONEX_TOPIC_PARTITIONS',
  'ONEX_TOPIC_REPLICATION',
];

describe('a variable of the environment', () => {
  for (const [name, text] of [
    ['that is empty', ''],
    ['of spaces', '  '],
    ['of a tab and a line break', '\t\n'],
  ] as const) {
    describe(`${name} counts as not set`, () => {
      const environment = Object.fromEntries(VARIABLES.map((variable) => [variable, text]));

      it('for a node', () => {
        const options = { flags: {}, file: new Map() as never, root: '/project' };
        expect(resolveSettings({ ...options, environment })).to.deep.equal(
          resolveSettings({ ...options, environment: {} }),
        );
      });

      it('for a runtime node with fields, and for any other class', () => {
        const fields = { bootstrapServers: text, serviceName: 'billing', instanceId: text };
        const bare = { bootstrapServers: undefined, serviceName: 'billing', instanceId: undefined };
        expect(settingsOfFields(fields, environment)).to.deep.equal(settingsOfFields(bare, {}));
        expect(settingsOfFields(fields, { ONEX_INSTANCE_ID: 'b' }).instanceId).to.equal('b');
        const ofHost = settingsOfEnvironment({ ...environment, SERVICE_NAME: text }, 'billing');
        expect(ofHost).to.deep.equal(settingsOfEnvironment({}, 'billing'));
        expect(ofHost.serviceName).to.equal('billing');
        expect(settingsOfEnvironment({ SERVICE_NAME: 'shop' }, 'billing').serviceName).to.equal('shop');
      });

      it('for TLS, SASL, and topics of Kafka', () => {
        expect(kafkaSecurity(environment)).to.deep.equal({});
        expect(topicCreation(environment)).to.deep.equal({});
        expect(kafkaSecurity({ ...environment, KAFKA_SECURITY_PROTOCOL: 'SSL' })).to.deep.equal({ ssl: {} });
        expect(() => kafkaSecurity({ ...environment, KAFKA_SECURITY_PROTOCOL: 'SASL_SSL' })).to.throw(
          'KAFKA_SASL_USERNAME',
        );
      });

      it('for the folder of the state, and for a variable that a contract requires', () => {
        expect(stateDirectory('/project', environment)).to.equal(path.join('/project', '.onex-state'));
        const required = [{ name: 'TOKEN', required: true, description: null }] as never;
        expect(missingVariables(fakeContract({ environment: required }), { TOKEN: text })).to.deep.equal([
          'TOKEN',
        ]);
      });

      it('while a host is open', async () => {
        const stateDir = mkdtempSync(path.join(tmpdir(), 'onex-empty-'));
        const host = new PlainHost();
        const transport = createInMemoryTransport();
        await openEventBus(host, PLAIN_IDENTITY, {
          transport,
          logger: recordingLogger(),
          environment,
          settings: { stateDir },
        });
        expect(host.isRunning).to.equal(true);
        expect(eventBusOf(host)).to.include({ serviceName: 'billing', servers: undefined });
        await closeEventBus(host);
        rmSync(stateDir, { recursive: true });
      });
    });
  }
});

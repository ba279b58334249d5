import { once } from 'node:events';
import { chmodSync, mkdtempSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { createInMemoryTransport } from '../../src/event-bus/index.ts';
import { createLogger } from '../../src/logging/index.ts';
import { defaultSettings, type Settings } from '../../src/node/index.ts';
import { launchNode, type LaunchedNode } from '../../src/start/index.ts';
import { ModelPaymentConfig } from '../sample/payment/models.ts';
import { NodePaymentEffect } from '../sample/payment/node.ts';

/** As generated, where the bus or its client cannot be resolved: `initialize` opens nothing. */
class NodeWithoutBus extends NodePaymentEffect {
  override async initialize(): Promise<void> {}
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('a launched node', () => {
  let launched: LaunchedNode | undefined;
  let log: string;
  const launch = async (NodeClass: typeof NodePaymentEffect, settings: Partial<Settings> = {}) => {
    const destination = { write: (line: string) => void (log += line) };
    launched = await launchNode(NodeClass, {
      settings: { ...defaultSettings(), instanceId: 'test', ...settings },
      config: ModelPaymentConfig.parse({}),
      logger: createLogger({ level: 'info', pretty: false, destination }),
      transport: createInMemoryTransport(),
    });
    return launched;
  };
  beforeEach(() => {
    log = '';
  });
  afterEach(async () => {
    await launched?.stop();
    launched = undefined;
  });

  it('is not ready and says once what to install, when Kafka is configured without its client', async () => {
    const { node, healthUrl } = await launch(NodeWithoutBus, { kafkaServers: ['127.0.0.1:9'] });
    expect(node.health().problems['event-bus']).to.include('npm install kafkajs');
    expect((await fetch(healthUrl)).status).to.equal(503);
    expect(log.split('\n').filter((line) => line.includes('"level":"error"'))).to.have.length(1);
  });

  it('is ready and says that it is standalone, when neither Kafka nor its client is there', async () => {
    const { node, healthUrl } = await launch(NodeWithoutBus);
    expect(node.health().ready).to.equal(true);
    expect(await (await fetch(healthUrl)).json()).to.have.nested.property('details.event_bus', 'unavailable');
    expect(log).to.include('standalone: no event bus');
  });

  it('reports a state directory that others can enter, and nothing of a private one', async function () {
    if (process.platform === 'win32') this.skip();
    const stateDir = mkdtempSync(path.join(tmpdir(), 'onex-launch-'));
    chmodSync(stateDir, 0o755);
    await launch(NodeWithoutBus, { stateDir });
    expect(log).to.include(`the state directory ${stateDir} is open to others (mode 755)`);
    await launched?.stop();
    log = '';
    chmodSync(stateDir, 0o700);
    await launch(NodeWithoutBus, { stateDir });
    expect(log).to.not.include('open to others');
  });

  it('closes its health server when it cannot be initialized', async () => {
    const port = await freePort();
    class Broken extends NodePaymentEffect {
      override async initialize(): Promise<void> {
        expect((await fetch(`http://127.0.0.1:${port}/health/live`)).status).to.equal(200);
        throw new Error('no ledger');
      }
    }
    const failure = await launch(Broken, { port }).catch((error: unknown) => error as Error);
    expect((failure as Error).message).to.equal('no ledger');
    const refused = await fetch(`http://127.0.0.1:${port}/health/live`).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(Error);
  });

  it('stops once, however often it is told to', async () => {
    const { stop, healthUrl, node } = await launch(NodePaymentEffect);
    await Promise.all([stop(), stop()]);
    expect((node as NodePaymentEffect).isRunning).to.equal(false);
    const refused = await fetch(healthUrl).catch((error: unknown) => error as Error);
    expect(refused).to.be.instanceOf(Error);
  });
});

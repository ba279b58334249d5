import { expect } from 'chai';
import { createEnvelope } from '../../../src/event-bus/index.ts';
import { CONFIG, Container, LOGGER, SETTINGS, defaultSettings } from '../../../src/node/index.ts';
import { contractOf, issuesOf, withHead } from '../../contract/read.ts';
import { childLogger } from '../progress/child-logger.ts';
import { NodeShopPrimeCompute } from './prime-node.ts';

describe('a compute node with worker threads', function () {
  this.timeout(20_000);
  let node: NodeShopPrimeCompute | undefined;
  afterEach(() => node?.shutdown());

  const start = async (workerThreads: number | null = null, config: object = {}) => {
    const logger = childLogger();
    const container = new Container()
      .register(LOGGER, { value: logger })
      .register(CONFIG, { value: config })
      .register(SETTINGS, { value: { ...defaultSettings(), workerThreads } });
    const made = new NodeShopPrimeCompute(container);
    node = made;
    await made.initialize();
    const ask = async (operation: string, fields: object = { number: '7' }) => {
      const payload = { operation, ...fields };
      const message = {
        payload,
        envelope: createEnvelope(payload),
        topic: 'onex.cmd.shop.prime-requested.v1',
      };
      return (await made.dispatch(message)).map((output) => output.payload as Record<string, unknown>);
    };
    return { ask, logger };
  };

  it('calls its handlers in a thread, which logs through the node', async () => {
    const { ask, logger } = await start();
    const [answer] = await ask('where');
    expect(answer).to.include({ isMainThread: false, operation: 'where' });
    expect(answer?.['key']).to.be.a('string');
    const line = logger.lines.find(({ message }) => message === 'computing');
    expect(line?.fields).to.include({ of: 'a thread', operation: 'where' });
  });

  it('calls them in the main thread where the setting says 0', async () => {
    const { ask } = await start(0);
    expect((await ask('where'))[0]).to.include({ isMainThread: true });
  });

  it('gives a handler what its model makes of the payload, and publishes what it emits', async () => {
    const { ask } = await start();
    expect((await ask('parsed'))[0]).to.deep.include({ type: 'bigint', text: '7' });
    expect((await ask('emits'))[0]).to.deep.equal({ found: true });
  });

  it('answers other messages while a handler computes, and ends it at its time limit', async () => {
    const { ask } = await start();
    const spinning = ask('spins');
    expect((await ask('parsed'))[0]).to.include({ text: '7' });
    const [failed] = await spinning;
    expect(failed).to.have.nested.property('error.error_code', 'ONEX_CORE_082_TIMEOUT_EXCEEDED');
    expect((await ask('parsed'))[0]).to.include({ text: '7' });
  });

  it('fails with the errors of its handlers, with their messages and codes', async () => {
    const { ask } = await start();
    const errorOf = async (operation: string) =>
      (await ask(operation))[0]?.['error'] as Record<string, unknown>;
    expect(await errorOf('refuses')).to.include({
      error_code: 'ONEX_CORE_086_INVALID_STATE',
      message: 'not now',
    });
    expect((await errorOf('breaks'))['message']).to.contain('broken');
    const rejected = await ask('parsed', { number: 'many' }).catch((error: unknown) => error);
    expect(rejected).to.include({ name: 'ContentError' });
  });

  it('does not start when it cannot be made in a thread, and says why', async () => {
    const error = await start(null, { fails: true }).catch((thrown: unknown) => thrown);
    expect(String(error)).to.contain('cannot be made in a thread');
  });
});

describe('the worker threads of a contract', () => {
  const compute = (value: string) =>
    contractOf(
      `name: node_shop_prime_compute\nnode_type: COMPUTE_GENERIC\nannotations: {worker_threads: ${value}}\n`,
    );

  it('are as many as it says, and none for 0', () => {
    expect(compute('4').workerThreads).to.equal(4);
    expect(compute('0')).to.not.have.property('workerThreads');
  });

  it('are reported where they have no effect or are no number', () => {
    expect(issuesOf(withHead('annotations: {worker_threads: 4}'), 'warning').join()).to.contain(
      'only compute nodes',
    );
    expect(issuesOf(withHead('annotations: {worker_threads: many}')).join()).to.contain('worker_threads');
  });
});

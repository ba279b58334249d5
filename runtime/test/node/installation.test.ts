import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { z } from 'zod';
import { ContentError, OnexError, installationFault } from '../../src/errors/index.ts';
import { NodeEffect, type Container } from '../../src/index.ts';
import { createTestNode, type TestNode } from '../../src/testing/index.ts';
import { contractOf } from '../sample/contract-of.ts';
import { until } from '../event-bus/until.ts';

const run = promisify(execFile);
const DEAD_LETTERS = 'onex.dlq.shop.commands.v1';
const TEXT = `
name: node_shop_parcel_effect
contract_version: {major: 1, minor: 0, patch: 0}
node_type: EFFECT_GENERIC
description: Sends parcels.
input_model: shop.models.ModelParcelInput
output_model: shop.models.ModelParcelOutput
io_operations:
  - {operation: send, operation_type: send}
event_bus:
  version: {major: 1, minor: 0, patch: 0}
  subscribe_topics: [onex.cmd.shop.parcel-requested.v1]
  publish_topics: [onex.evt.shop.parcel-completed.v1, onex.evt.shop.parcel-failed.v1]
  dlq_topics: [${DEAD_LETTERS}]
`;

const loading = async (specifier: string): Promise<unknown> => import(specifier).catch((error) => error);

describe('a module of the installation that cannot be loaded', () => {
  const MODULES: Readonly<Record<string, () => Promise<unknown>>> = {
    'a package that is not installed': () => loading('package-that-nobody-made'),
    'a file that is missing': () => loading(new URL('./missing-file.ts', import.meta.url).href),
    'a part that a package does not export': () => loading('zod/not-exported'),
    'a builtin that Node does not have': () => loading('node:not-builtin'),
    'a name that a module does not export': () =>
      loading('data:text/javascript,import { notThere } from "node:fs";'),
    'what the runtime says of an optional package': async () =>
      new OnexError('IMPORT_ERROR', 'The client is missing, run: npm install pg'),
    'the cause of another error': async () =>
      new Error('the picture cannot be resized', { cause: await loading('package-that-nobody-made') }),
  };

  for (const [name, load] of Object.entries(MODULES)) {
    it(`is a fault of the node, in one line: ${name}`, async () => {
      const fault = installationFault(await load());
      expect(fault).to.include({ name: 'NodeFault', code: 'IMPORT_ERROR' });
      expect(String(fault))
        .to.match(/npm install/)
        .and.not.contain('\n');
    });
  }

  it('is nothing else', () => {
    const circular = new Error('no');
    circular.cause = circular;
    for (const error of [
      circular,
      new SyntaxError('Unexpected token } in JSON'),
      new ContentError('not JSON'),
      new OnexError('PROCESSING_ERROR', 'no', {
        cause: Object.assign(new Error(), { code: 'MODULE_NOT_FOUND' }),
      }),
      Object.assign(new Error('no such file'), { code: 'ENOENT' }),
      'ERR_MODULE_NOT_FOUND',
      null,
    ]) {
      expect(installationFault(error)).to.equal(null);
    }
  });

  describe('when a handler needs it', () => {
    let test: TestNode | undefined;
    afterEach(() => test?.stop());

    it('fails no message: none is tried again, answered, or dead-lettered, and the node is not ready', async () => {
      let tries = 0;
      class Parcel extends NodeEffect {
        constructor(container: Container) {
          super(container, {
            contract: contractOf(TEXT),
            handlers: {
              send: {
                input: z.object({ to: z.string() }),
                output: z.object({ code: z.string() }),
                async handle() {
                  tries += 1;
                  await import('package-that-nobody-made' as string);
                  return { code: 'a' };
                },
              },
            },
          });
        }
      }
      const { node, send, published } = (test = await createTestNode(Parcel));
      send({ to: 'Ada' }, { operation: 'send' }).catch(() => {});
      await until(() => !node.health().ready);
      expect(JSON.stringify(node.health().problems)).to.contain('package-that-nobody-made');
      expect(tries).to.equal(1);
      expect(published(DEAD_LETTERS)).to.deep.equal([]);
      expect(published('onex.evt.shop.parcel-failed.v1')).to.deep.equal([]);
    });
  });

  describe('is reported at the start, before the first message:', () => {
    /** Starts a node in a process that cannot find a package. */
    const start = async (hidden: string, script: string): Promise<string> => {
      const source = `
        import { registerHooks } from 'node:module';
        registerHooks({
          resolve(specifier, context, next) {
            if (specifier !== '${hidden}') return next(specifier, context);
            throw Object.assign(new Error("Cannot find package '${hidden}'"), { code: 'ERR_MODULE_NOT_FOUND' });
          },
        });
        const { z } = await import('zod');
        const runtime = await import('${import.meta.resolve('../../src/index.ts')}');
        const { launchNode } = await import('${import.meta.resolve('../../src/start/index.ts')}');
        const { defaultSettings } = await import('${import.meta.resolve('../../src/node/index.ts')}');
        const { contractOf } = await import('${import.meta.resolve('../sample/contract-of.ts')}');
        const { silentLogger } = await import('${import.meta.resolve('../../src/logging/index.ts')}');
        const model = z.object({});
        const settings = { ...defaultSettings(), stateUrl: ${script} };
        class Parcel extends runtime.NodeEffect {
          constructor(container) {
            const handlers = { send: { input: model, output: model, handle: () => ({}) } };
            super(container, { contract: contractOf(${JSON.stringify(TEXT)}), handlers });
          }
        }
        try {
          const { stop } = await launchNode(Parcel, { settings, config: {}, logger: silentLogger });
          await stop();
          console.log('started');
        } catch (error) {
          console.log(error.code, error.message);
        }`;
      const options = [
        '--conditions=onex-source',
        '--disable-warning=ExperimentalWarning',
        '--input-type=module',
      ];
      return (await run(process.execPath, [...options, '-e', source])).stdout.trim();
    };
    const POSTGRES = `'postgresql://127.0.0.1:1/none'`;

    it('cockatiel', async () => {
      expect(await start('cockatiel', 'null')).to.match(/^IMPORT_ERROR .*npm install cockatiel$/);
    });
    it('pg, where a PostgreSQL is configured', async () => {
      expect(await start('pg', POSTGRES)).to.match(/^IMPORT_ERROR .*npm install pg$/);
    });
    it('but not pg where none is', async () => {
      expect(await start('pg', 'null')).to.equal('started');
    });
  });
});

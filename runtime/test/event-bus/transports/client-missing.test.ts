import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from 'chai';

const run = promisify(execFile);

/** A process in which kafkajs cannot be found, as in a project that did not install it. */
const SCRIPT = `
import { registerHooks } from 'node:module';
registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== 'kafkajs') return next(specifier, context);
    throw Object.assign(new Error("Cannot find package 'kafkajs' imported from here"), { code: 'ERR_MODULE_NOT_FOUND' });
  },
});
const { FakeNode } = await import('${import.meta.resolve('../fake-node.ts')}');
const { recordingLogger } = await import('${import.meta.resolve('../recording-logger.ts')}');
const { openEventBus, closeEventBus } = await import('${import.meta.resolve('../../../src/event-bus/index.ts')}');
const node = new FakeNode();
const logger = recordingLogger();
await openEventBus(node, undefined, { logger, settings: { kafkaServers: ['127.0.0.1:9'], stateDir: 'none' } });
const { isRunning, eventPublisher, problems } = node;
console.log(JSON.stringify({ isRunning, published: eventPublisher !== undefined, problems: [...problems], lines: logger.lines }));
await closeEventBus(node);
`;

describe('a node with Kafka configured and no client installed', () => {
  it('starts, is not ready, and says in one error what to install', async () => {
    const options = [
      '--conditions=onex-source',
      '--disable-warning=ExperimentalWarning',
      '--input-type=module',
    ];
    const { stdout } = await run(process.execPath, [...options, '-e', SCRIPT]);
    const seen = JSON.parse(stdout) as {
      problems: [string, string][];
      lines: { level: string; message: string }[];
    };
    expect(seen).to.include({ isRunning: false, published: false });
    expect(seen.problems).to.have.length(1);
    expect(seen.problems[0]?.[1]).to.contain('npm install kafkajs');
    const errors = seen.lines.filter(({ level }) => level === 'error');
    expect(errors.map(({ message }) => message)).to.deep.equal([seen.problems[0]?.[1]]);
  });
});

/**
 * What a supervisor of processes sees of a node that goes wrong: an exit code other than 0, and one line that says why.
 * Each fault happens where a node cannot catch it: in its start, in its stop, and between them.
 */
import { expect } from 'chai';
import { NodeProcess } from './node-process.ts';

describe('a start_node.ts that goes wrong', () => {
  let running: NodeProcess | undefined;
  const run = (fault: string, args: readonly string[] = [], environment = {}): NodeProcess =>
    (running = new NodeProcess('payment/start_faulty.ts', args, { FAULT: fault, ...environment }));
  /** Until the process has printed a line of plain text. */
  const told = async (node: NodeProcess, text: string): Promise<void> => {
    while (!node.lines.some((line) => line['text'] === text))
      await new Promise((resolve) => setTimeout(resolve, 10));
  };
  afterEach(async () => {
    await running?.kill();
    running = undefined;
  });

  it('ends with 1 and one line when it cannot start', async () => {
    const node = run('fails to start');
    expect(await node.ended()).to.equal(1);
    expect(node.stderr).to.match(
      /^start_faulty\.ts: TypeError: no ledger \(at \S*start_faulty\.ts:\d+:\d+; ONEX_LOG_LEVEL=debug shows the stack\)\n$/u,
    );
    expect(node.lines).to.deep.equal([]);
  });

  it('lets no message steer the terminal or fake a line', async () => {
    const node = run('has a hostile message');
    expect(await node.ended()).to.equal(1);
    const [message, place] = node.stderr.split(' (at ');
    expect(message).to.equal('start_faulty.ts: Error: no\\u001b[2J ledger\\nstarted \\u202e');
    expect(place).to.match(/^\S*start_faulty\.ts:\d+:\d+; ONEX_LOG_LEVEL=debug shows the stack\)\n$/u);
  });

  it('ends with 1 when what it throws is no error', async () => {
    const node = run('throws no error');
    expect(await node.ended()).to.equal(1);
    expect(node.stderr).to.equal('start_faulty.ts: just text (ONEX_LOG_LEVEL=debug shows where)\n');
  });

  for (const [by, args, environment] of [
    ['environment', [], { ONEX_LOG_LEVEL: 'debug' }],
    ['flag debug', ['--log-level', 'debug'], {}],
    ['flag trace', ['--log-level', 'trace'], {}],
  ] as const)
    it(`shows where it failed with the log level of the ${by}`, async () => {
      const node = run('fails to start', args, environment);
      expect(await node.ended()).to.equal(1);
      expect(node.stderr).to.match(/^start_faulty\.ts: TypeError: no ledger\n {4}at .*start_faulty\.ts/);
    });

  for (const fault of ['throws later', 'rejects later'])
    it(`ends with 1 and says so when it ${fault}`, async () => {
      const node = run(fault);
      expect(await node.ended()).to.equal(1);
      const last = node.lines.at(-1);
      expect(last).to.include({ level: 'fatal' });
      expect(last).to.have.nested.property('error.message', 'later');
    });

  it('ends with 1 when it cannot stop, though all was finished', async () => {
    const node = run('fails to stop');
    await node.started();
    node.signal('SIGTERM');
    expect(await node.ended()).to.equal(1);
    expect(node.lines.at(-1)).to.include({ level: 'error', message: 'not stopped cleanly' });
    expect(node.lines.at(-1)).to.have.nested.property('error.message', 'ledger is not closed');
    expect(node.lines.some((line) => line['message'] === 'stopped')).to.equal(false);
  });

  it('ends with 1 at the shutdown timeout when closing never ends', async () => {
    const node = run('never stops', ['--shutdown-timeout', '100ms']);
    await node.started();
    node.signal('SIGINT');
    expect(await node.ended()).to.equal(1);
    expect(node.lines.at(-1)).to.include({
      message: 'cut off: closing was not finished within the shutdown timeout',
      in_flight: 0,
      shutdown_timeout_ms: 100,
    });
  });

  describe('while it is starting', () => {
    it('finishes its start and then stops with 0 when it is told to stop', async () => {
      const node = run('starts when told to stop');
      await told(node, 'starting');
      node.signal('SIGTERM');
      expect(await node.ended()).to.equal(0);
      expect(await node.line('stopping')).to.include({ signal: 'SIGTERM', in_flight: 0 });
      await node.line('stopped');
    });

    it('ends with 1 at the shutdown timeout when its start never ends', async () => {
      const node = run('never starts', ['--shutdown-timeout', '100ms']);
      await told(node, 'starting');
      node.signal('SIGTERM');
      expect(await node.ended()).to.equal(1);
      expect(node.lines.at(-1)).to.include({
        level: 'error',
        signal: 'SIGTERM',
        message: 'cut off: it was still starting at the end of the shutdown timeout',
      });
    });

    it('ends with 1 at once at a second signal', async () => {
      const node = run('never starts');
      await told(node, 'starting');
      node.signal('SIGTERM');
      node.signal('SIGINT');
      expect(await node.ended()).to.equal(1);
      expect(node.lines.at(-1)).to.include({ level: 'warn', message: 'second signal: ends at once' });
    });
  });
});

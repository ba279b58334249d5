import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { NodeProcess } from './node-process.ts';

const KINDS = { payment: 'effect', tax: 'compute', order: 'reducer', checkout: 'orchestrator' } as const;

/** Each of them ends a node well. */
const SIGNALS: Readonly<Record<string, NodeJS.Signals>> = { effect: 'SIGINT', compute: 'SIGHUP' };

describe('start_node.ts', () => {
  let running: NodeProcess[];
  let folder: string;
  const run = (...given: ConstructorParameters<typeof NodeProcess>): NodeProcess => {
    const started = new NodeProcess(...given);
    running.push(started);
    return started;
  };
  /** A run that ends by itself: its exit code and what it said. */
  const finish = async (...given: ConstructorParameters<typeof NodeProcess>) => {
    const started = run(...given);
    return { code: await started.ended(), error: started.stderr, output: started.lines };
  };
  const file = (name: string, text: string): string => {
    writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  };
  beforeEach(() => {
    running = [];
    folder = mkdtempSync(path.join(tmpdir(), 'onex-start-test-'));
  });
  afterEach(async () => {
    await Promise.all(running.map((started) => started.kill()));
    rmSync(folder, { recursive: true });
  });

  for (const [node, kind] of Object.entries(KINDS)) {
    it(`runs the ${kind} until it is told to stop, serves health and metrics, and ends with 0`, async () => {
      const started = run(node);
      const origin = await started.started();
      const ready = await fetch(`${origin}/health/ready`);
      expect([ready.status, await ready.json()]).to.deep.equal([200, { ready: true, problems: {} }]);
      expect(await (await fetch(`${origin}/health`)).json()).to.deep.include({
        status: 'healthy',
        node: `node_billing_${node}_${kind}`,
        kind,
        version: '1.0.0',
        in_flight: 0,
      });
      const metrics = await (await fetch(`${origin}/metrics`)).text();
      expect(metrics).to.include(`process_resident_memory_bytes{node="node_billing_${node}_${kind}"}`);
      started.signal(SIGNALS[kind] ?? 'SIGTERM');
      expect(await started.ended()).to.equal(0);
      await started.line('stopped');
      expect(started.stderr).to.equal('');
    });
  }

  it('says truthfully how it stands to the event bus', async () => {
    const standalone = await run('payment').line('started');
    expect(standalone).to.include({ event_bus: 'standalone', ready: true });
    expect(await run('tax').line('started')).to.include({ event_bus: 'none', ready: true });
    const skipped = run('payment', ['--kafka-servers', '127.0.0.1:9', '--skip-event-bus']);
    expect(await skipped.line('started')).to.include({ event_bus: 'standalone', ready: true });
  });

  describe('with a message in hand', () => {
    const busy = async (ms: string, ...args: string[]): Promise<NodeProcess> => {
      const started = run('payment/start_busy.ts', args, { BUSY_MS: ms });
      await started.started();
      return started;
    };

    it('finishes it before it ends with 0', async () => {
      const started = await busy('300');
      started.signal('SIGTERM');
      expect(await started.line('stopping')).to.include({ in_flight: 1 });
      expect(await started.ended()).to.equal(0);
    });

    it('ends with 1 at the shutdown timeout, saying what was cut off', async () => {
      const started = await busy('60000', '--shutdown-timeout', '100ms');
      started.signal('SIGTERM');
      expect(await started.ended()).to.equal(1);
      expect(started.lines.at(-1)).to.include({
        level: 'error',
        message: 'cut off: 1 message was not finished within the shutdown timeout',
      });
    });

    it('aborts the signal of its handler after the grace period, and ends with 0 when the handler stops', async () => {
      const started = await busy('until aborted', '--shutdown-timeout', '600ms');
      started.signal('SIGTERM');
      const warning = await started.line('work is not finished in time: its signal is aborted');
      expect(warning).to.include({ level: 'warn', in_flight: 1, grace_ms: 400 });
      expect(await started.ended()).to.equal(0);
      expect(started.lines.map(({ message }) => message)).to.include('stopped');
    });

    it('ends at once at a second signal', async () => {
      const started = await busy('60000');
      started.signal('SIGTERM');
      await started.line('stopping');
      started.signal('SIGINT');
      expect(await started.ended()).to.equal(1);
    });
  });

  it('prints its options and its version', async () => {
    const help = await finish('payment', ['--help']);
    expect(help.code).to.equal(0);
    const text = help.output.map((line) => line['text']).join('\n');
    expect(text).to.include('node_billing_payment_effect 1.0.0: Keeps every payment of billing.');
    for (const option of ['--config FILE', '--kafka-servers LIST', '--port PORT', 'ONEX_STATE_DIR']) {
      expect(text).to.include(option);
    }
    const version = await finish('payment', ['--version']);
    expect(version.output).to.deep.equal([{ text: 'node_billing_payment_effect 1.0.0' }]);
  });

  describe('refuses in one clear line, with exit code 1,', () => {
    const refused = async (
      node: string,
      args: string[],
      environment: Record<string, string>,
      ...parts: string[]
    ) => {
      const { code, error, output } = await finish(node, args, environment);
      expect(code).to.equal(1);
      expect(error.trimEnd().split('\n'), error).to.have.length(1);
      for (const part of parts) expect(error).to.include(part);
      expect(output).to.deep.equal([]);
    };

    it('an option it does not know', () =>
      refused('payment', ['--portt', '1'], {}, 'start_node.ts: Unknown option "--portt"', '--help'));

    it('a config file with an unknown key', async () => {
      const config = file('a.yaml', 'currency: EUR\ncurency: USD\n');
      await refused('payment', ['--config', config], {}, `${config}:2:1`, '"curency"');
    });

    it('a port that is taken', async () => {
      const other = createServer();
      await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
      const { port } = other.address() as AddressInfo;
      try {
        await refused('payment', ['--port', String(port)], {}, `127.0.0.1:${port} is taken`, '--port');
      } finally {
        other.close();
      }
    });
  });
});

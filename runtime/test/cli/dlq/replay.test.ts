import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { readDeadLetter, type DeadLetter } from '../../../src/cli/dlq/dead-letter.ts';
import { replayDeadLetters } from '../../../src/cli/dlq/replay-dead-letters.ts';
import type { EventTransport, OutboundRecord } from '../../../src/event-bus/transports/transport.ts';

const TOPIC = 'onex.dlq.a.commands.v1';
const SOURCE = 'onex.cmd.a.b.v1';

function deadLetterOf(offset: bigint, original: string | null = SOURCE): DeadLetter {
  const json = { original_topic: original, failure_reason: 'no', original_message: { value: `m${offset}` } };
  const value = Buffer.from(original === null ? '{}' : JSON.stringify(json));
  return readDeadLetter({ topic: TOPIC, partition: 0, offset, timestamp: 0, key: null, headers: {}, value });
}

/** A bus that refuses some values. */
class FakeBus {
  readonly sent: OutboundRecord[] = [];
  readonly calls: string[] = [];
  readonly #refused: readonly string[];
  constructor(refused: readonly string[] = []) {
    this.#refused = refused;
  }
  async connect(): Promise<void> {
    this.calls.push('connect');
  }
  async publish([record]: readonly OutboundRecord[]): Promise<void> {
    const value = String(record?.value);
    if (this.#refused.includes(value)) throw new Error(`refuses\u001b[31m ${value}`);
    this.sent.push(record!);
  }
  async close(): Promise<void> {
    this.calls.push('close');
  }
}

describe('dlq replay', () => {
  const replay = async (
    deadLetters: readonly DeadLetter[] | (() => Iterable<DeadLetter>),
    bus: FakeBus,
    options: {
      json?: boolean;
      dryRun?: boolean;
      answer?: string;
      stdout?: PassThrough;
      stderr?: PassThrough;
    } = {},
  ) => {
    const stdin = new PassThrough();
    const { stdout = new PassThrough(), stderr = new PassThrough() } = options;
    const terminal = options.answer !== undefined;
    if (terminal) {
      Object.assign(stdin, { isTTY: true });
      Object.assign(stderr, { isTTY: true });
      stdin.end(`${options.answer}\n`);
    }
    const code = await replayDeadLetters(
      typeof deadLetters === 'function' ? deadLetters : () => deadLetters,
      {
        open: async () => bus as unknown as EventTransport,
        reader: { missingRights: async () => null, topics: async () => [SOURCE, TOPIC] },
        context: {
          cwd: '/',
          env: {},
          stdin: stdin as unknown as NodeJS.ReadStream,
          stdout: stdout as unknown as NodeJS.WriteStream,
          stderr: stderr as unknown as NodeJS.WriteStream,
        },
        json: options.json ?? false,
        dryRun: options.dryRun ?? false,
        yes: false,
      },
    );
    return { code, stdout: String(stdout.read() ?? ''), stderr: String(stderr.read() ?? '') };
  };

  it('sends every message to the topic it came from, and exits with 0', async () => {
    const bus = new FakeBus();
    const { code, stdout, stderr } = await replay([deadLetterOf(7n), deadLetterOf(8n)], bus);
    expect(code).to.equal(0);
    expect(bus.sent.map(({ topic, value }) => `${topic} ${String(value)}`)).to.deep.equal([
      `${SOURCE} m7`,
      `${SOURCE} m8`,
    ]);
    expect(bus.sent[0]?.headers).to.include({ replayed_from: `${TOPIC}/0:7` });
    expect(stdout).to.equal(`0:7 → ${SOURCE}\n0:8 → ${SOURCE}\n`);
    expect(stderr).to.equal('✓ sent 2 messages again\n');
    expect(bus.calls).to.deep.equal(['connect', 'close']);
  });

  it('exits with 1 when the bus refuses one, sends the others, and lets no reason steer the terminal', async () => {
    const bus = new FakeBus(['m8']);
    const { code, stdout, stderr } = await replay(
      [deadLetterOf(7n), deadLetterOf(8n), deadLetterOf(9n)],
      bus,
    );
    expect(code).to.equal(1);
    expect(bus.sent.map(({ value }) => String(value))).to.deep.equal(['m7', 'm9']);
    expect(stdout).to.equal(`0:7 → ${SOURCE}\n0:9 → ${SOURCE}\n`);
    expect(stderr).to.equal('✗ 0:8 refuses\\u001b[31m m8\n✓ sent 2 messages again\n');
    expect(bus.calls).to.deep.equal(['connect', 'close']);
  });

  it('exits with 1 when a dead letter cannot be sent at all, and says why', async () => {
    for (const [deadLetter, reason] of [
      [deadLetterOf(7n, null), 'is not a dead letter'],
      [deadLetterOf(7n, 'onex.cmd.gone.v1'), 'came from onex.cmd.gone.v1, which does not exist'],
      [deadLetterOf(7n, TOPIC), 'came from this topic'],
    ] as const) {
      const bus = new FakeBus();
      const { code, stderr } = await replay([deadLetter], bus);
      expect(code).to.equal(1);
      expect(stderr).to.include(`✗ 0:7 ${reason}\n`);
      expect(bus.sent).to.deep.equal([]);
    }
  });

  it('closes the bus when it cannot be reached, and fails', async () => {
    const bus = new FakeBus();
    bus.connect = async () => {
      throw new Error('away');
    };
    const failure = await replay([deadLetterOf(7n)], bus).catch((error: unknown) => error as Error);
    expect((failure as Error).message).to.equal('away');
    expect(bus.calls).to.deep.equal(['close']);
  });

  it('reports as JSON what was sent and what was not', async () => {
    const { code, stdout, stderr } = await replay([deadLetterOf(7n), deadLetterOf(8n)], new FakeBus(['m7']), {
      json: true,
    });
    expect(code).to.equal(1);
    expect(stderr).to.equal('');
    const { results, ...report } = JSON.parse(stdout) as { results: { error: string | null }[] };
    expect(report).to.deep.equal({ status: 'error', dry_run: false, sent: 1 });
    expect(results.map(({ error }) => error === null)).to.deep.equal([false, true]);
  });

  it('sends nothing in a dry run', async () => {
    const bus = new FakeBus();
    const text = await replay([deadLetterOf(7n)], bus, { dryRun: true });
    expect(text).to.include({ code: 0, stderr: '✓ would send 1 message; nothing sent\n' });
    const json = await replay([deadLetterOf(7n)], bus, { dryRun: true, json: true });
    expect(JSON.parse(json.stdout)).to.deep.include({ status: 'done', dry_run: true, sent: 0 });
    expect([...bus.sent, ...bus.calls]).to.deep.equal([]);
  });

  it('asks on a terminal, and takes only a yes for a yes', async () => {
    for (const answer of ['y', 'YES', ' yes ']) {
      const bus = new FakeBus();
      const { code, stderr } = await replay([deadLetterOf(7n)], bus, { answer });
      expect(code, answer).to.equal(0);
      expect(stderr).to.include(`Send 1 to ${SOURCE}? [y/N]`);
      expect(bus.sent).to.have.length(1);
    }
    for (const answer of ['', 'n', 'yeah']) {
      const bus = new FakeBus();
      const { code, stderr } = await replay([deadLetterOf(7n)], bus, { answer });
      expect(code, answer).to.equal(1);
      expect(stderr).to.include('Nothing sent\n');
      expect([...bus.sent, ...bus.calls]).to.deep.equal([]);
    }
  });

  it('holds few dead letters at once, however many there are', async () => {
    const bus = new FakeBus();
    let [made, finished] = [0, 0];
    let most = 0;
    bus.publish = async () => {
      await new Promise((resolve) => setImmediate(resolve));
      finished += 1;
    };
    function* deadLetters() {
      for (let offset = 0n; offset < 3000n; offset += 1n) {
        made += 1;
        most = Math.max(most, made - finished);
        yield deadLetterOf(offset);
      }
    }
    const stdout = new PassThrough();
    let text = '';
    stdout.on('data', (chunk) => (text += String(chunk)));
    expect((await replay(deadLetters, bus, { json: true, stdout })).code).to.equal(0);
    expect(most).to.be.at.most(501);
    expect(JSON.parse(text)).to.deep.include({ sent: 3000 });
  });

  it('reports what was sent before the dead letters could not be read any more', async () => {
    function* deadLetters() {
      yield deadLetterOf(7n);
      yield deadLetterOf(8n);
      throw new Error('Kafka is unavailable');
    }
    const bus = new FakeBus();
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    const failure = await replay(deadLetters, bus, { json: true, stdout, stderr }).catch(
      (error: unknown) => error,
    );
    expect((failure as Error).message).to.equal('Kafka is unavailable');
    const report = JSON.parse(String(stdout.read())) as { results: object[] };
    expect(report).to.deep.include({ status: 'error', sent: 2, error: 'Kafka is unavailable' });
    expect(report.results).to.have.length(2);
    expect(bus.calls).to.deep.equal(['connect', 'close']);
  });
});

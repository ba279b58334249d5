import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { expect } from 'chai';
import { CliError } from '../../../src/cli/cli-error.ts';
import {
  createControlClient,
  createEventLog,
  openControlServer,
  recordPublished,
  type BusEvent,
  type ControlServer,
  type EventLog,
} from '../../../src/cli/control/index.ts';
import { createClock } from '../../../../test/faults/index.ts';
import { createInMemoryTransport } from '../../../src/event-bus/index.ts';

const CORRELATION = '3f2a91bc-0000-4000-8000-000000000000';

describe('the control connection', () => {
  let server: ControlServer;
  let events: EventLog;

  beforeEach(async () => {
    events = createEventLog();
    const transport = recordPublished(createInMemoryTransport(), events);
    server = await openControlServer({
      events,
      directory: () => [],
      publish: ({ topic, key, value, headers }) => transport.publish([{ topic, key, value, headers }]),
      call: async ({ node }) => {
        throw new Error(`no node ${node}`);
      },
    });
  });
  afterEach(() => server.close());

  const publish = (topic: string, value = '{}', headers: Record<string, string> = {}) =>
    createControlClient(server).publish({ topic, key: null, value, headers });

  it('publishes, and prints what there is from the start', async () => {
    await publish('onex.cmd.a.b.v1', '{"payload":1}');
    await publish('onex.evt.a.b.v1');
    const seen: BusEvent[] = [];
    const tail = await createControlClient(server).tail(
      { topics: ['onex.*'], correlationId: null, from: 'start', follow: false },
      (event) => seen.push(event),
    );
    expect(await tail.ended).to.equal('complete');
    expect(seen.map(({ topic, value }) => [topic, value])).to.deep.equal([
      ['onex.cmd.a.b.v1', '{"payload":1}'],
      ['onex.evt.a.b.v1', '{}'],
    ]);
  });

  it('publishes a message of the largest size that send reads, whatever characters it has', async () => {
    const size = 16 * 1024 * 1024;
    await publish('onex.cmd.a.b.v1', `"${String.raw`\"`.repeat(size / 2 - 1)}"`);
    expect(events.at(0)?.value).to.have.length(size);
  });

  it('misses nothing that is published once it follows, and filters by correlation id', async () => {
    await publish('before.v1');
    const seen: string[] = [];
    const both = Promise.withResolvers<void>();
    const tail = await createControlClient(server).tail(
      { topics: [], correlationId: CORRELATION.toUpperCase(), from: 'now', follow: true },
      ({ topic }) => {
        seen.push(topic);
        if (seen.length === 2) both.resolve();
      },
    );
    await publish('by.header.v1', '{}', { correlation_id: CORRELATION });
    await publish('other.v1', '{}', { correlation_id: '11111111-0000-4000-8000-000000000000' });
    await publish('by.value.v1', JSON.stringify({ correlation_id: CORRELATION }));
    await both.promise;
    tail.close();
    await tail.ended;
    expect(seen).to.deep.equal(['by.header.v1', 'by.value.v1']);
  });

  it('lets a tail end when it is closed', async () => {
    const tail = await createControlClient(server).tail(
      { topics: [], correlationId: null, from: 'now', follow: true },
      () => {},
    );
    await server.close();
    expect(await tail.ended).to.equal('disconnected');
  });

  it('reads nothing further while an event is not taken, and misses nothing then', async () => {
    const value = JSON.stringify({ text: 'x'.repeat(200_000) });
    for (let number = 0; number < 100; number += 1) await publish('onex.evt.a.b.v1', value);
    const taken = Promise.withResolvers<void>();
    let seen = 0;
    const tail = await createControlClient(server).tail(
      { topics: [], correlationId: null, from: 'start', follow: false },
      () => {
        seen += 1;
        return taken.promise;
      },
    );
    // Another connection is served meanwhile, and what this one has read by then is no more than a chunk.
    for (let number = 0; number < 20; number += 1) await createControlClient(server).directory();
    expect(seen).to.be.lessThan(5);
    taken.resolve();
    expect([await tail.ended, seen]).to.deep.equal(['complete', 100]);
  });

  it('is told how many events it missed when it reads too slowly, and gets those that are kept', async () => {
    const value = JSON.stringify({ text: 'x'.repeat(200_000) });
    const taken = Promise.withResolvers<void>();
    let [seen, missed] = [0, 0];
    const all = Promise.withResolvers<void>();
    const tail = await createControlClient(server).tail(
      { topics: [], correlationId: null, from: 'now', follow: true },
      async () => {
        seen += 1;
        await taken.promise;
        if (seen + missed === 1000) all.resolve();
      },
      (count) => (missed += count),
    );
    for (let number = 0; number < 1000; number += 1) await publish('onex.evt.a.b.v1', value);
    const kept = events.history().length;
    taken.resolve();
    await all.promise;
    tail.close();
    expect(seen).to.be.at.least(kept);
    expect(missed).to.be.greaterThan(0);
  });

  it('sends a history that is larger than any buffer, to a client that reads it slowly', async () => {
    const log = createEventLog({ maxBytes: 512 * 1024 * 1024 });
    const large = await openControlServer({
      events: log,
      directory: () => [],
      publish: async () => {},
      call: async () => [],
    });
    const value = 'x'.repeat(1024 * 1024);
    for (let number = 0; number < 80; number += 1) log.append({ topic: 't', key: null, value, headers: {} });
    let seen = 0;
    const tail = await createControlClient(large).tail(
      { topics: [], correlationId: null, from: 'start', follow: false },
      async () => {
        await new Promise((resolve) => setImmediate(resolve));
        seen += 1;
      },
    );
    expect([await tail.ended, seen]).to.deep.equal(['complete', 80]);
    await large.close();
  });

  it('reads no answer without an end from what listens on the port of a dev that was killed', async () => {
    const chunk = 'x'.repeat(4 * 1024 * 1024);
    const foreign = createServer((socket) => {
      socket.on('error', () => {});
      // A stream that failed calls back at once, before it is destroyed: to write again would never end.
      const send = (error?: Error | null): void => {
        if (error === undefined || error === null) socket.write(chunk, send);
      };
      send();
    }).listen(0, '127.0.0.1');
    await once(foreign, 'listening');
    const { port } = foreign.address() as { port: number };
    const asking = createControlClient({ port, token: 'x'.repeat(64) });
    const error = await asking
      .publish({ topic: 't', key: null, value: '{}', headers: {} })
      .catch((reason: unknown) => reason);
    expect(error)
      .to.be.instanceOf(CliError)
      .with.property('message')
      .that.matches(/larger than 128 MiB/u);
    foreign.close();
  });

  it('keeps no more than its limit, headers and keys included', () => {
    const log = createEventLog({ maxBytes: 1000 });
    const text = 'x'.repeat(300);
    for (let number = 0; number < 50; number += 1)
      log.append({ topic: 't', key: text, value: null, headers: { [text]: text } });
    expect(log.history()).to.have.length(1);
  });

  it('lets clients that ask nothing go when there are too many, and serves the next one', async () => {
    const idle = Array.from({ length: 200 }, () => {
      const socket = connect({ host: '127.0.0.1', port: server.port });
      return socket.on('error', () => {}).resume();
    });
    await Promise.all(idle.map((socket) => once(socket, 'connect')));
    expect(await createControlClient(server).directory()).to.deep.equal([]);
    for (const socket of idle) socket.destroy();
  });

  it('hangs up on a client that sends its token one byte after another', async () => {
    const clock = createClock();
    try {
      const accepted = connect({ host: '127.0.0.1', port: server.port }).on('error', () => {});
      const closed = once(accepted, 'close');
      await once(accepted, 'connect');
      accepted.resume().write('a');
      await createControlClient(server).directory();
      for (let step = 0; step < 6; step += 1) {
        accepted.write('a');
        await clock.advance(1000);
      }
      await closed;
    } finally {
      clock.restore();
    }
  });

  it('refuses a wrong token before it looks at anything else', async () => {
    const intruder = createControlClient({ port: server.port, token: 'x'.repeat(64) });
    const error = await intruder.directory().catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(CliError).with.property('message', 'the token is wrong');
    await intruder.publish({ topic: 't', key: null, value: '{}', headers: {} }).catch(() => {});
    expect(events.history()).to.deep.equal([]);
  });

  it('hangs up on whoever sends more than a token without having proved it', async () => {
    const socket = connect({ host: '127.0.0.1', port: server.port });
    socket.on('error', () => {});
    const closed = new Promise((resolve) => void socket.on('close', resolve));
    socket.write('x'.repeat(100_000));
    await closed;
  });

  it('says what is wrong with a request it does not understand, and lives on', async () => {
    const answer = await raw(`${server.token}\n{"request":"explode"}\n`);
    expect(JSON.parse(answer)).to.deep.equal({
      ok: false,
      error: 'the request is not understood; it may come from another version',
    });
    expect(JSON.parse(await raw(`${server.token}\nnot json\n`))).to.have.property('ok', false);
    expect(await createControlClient(server).directory()).to.deep.equal([]);
  });

  it('hands on why a call failed', async () => {
    const call = createControlClient(server).call({ node: 'x', topic: 't', value: '{}' });
    const error = await call.catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(CliError).with.property('message', 'no node x');
  });

  async function raw(text: string): Promise<string> {
    const socket = connect({ host: '127.0.0.1', port: server.port });
    socket.write(text);
    let answer = '';
    socket.on('data', (chunk) => (answer += String(chunk)));
    await once(socket, 'close');
    return answer;
  }
});

import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { until } from '../../../runtime/test/event-bus/until.ts';
import { LEDGER_COMMANDS } from './ledger-contract.ts';
import { type Booking, type LedgerBench, openLedgerBench } from './ledger-bench.ts';

/** 20,000 in CI; fewer for a quick look. */
const COMMANDS = Number(process.env['ONEX_FAULTS_COMMANDS'] ?? 20_000);

describe('delivery through faults', function () {
  this.timeout(600_000);
  let bench: LedgerBench;
  beforeEach(async () => {
    bench = await openLedgerBench();
  });
  afterEach(() => bench?.stop());

  const check = (ids: readonly string[], what: string): void => {
    const ledger = bench.ledger();
    const distinct = new Set(ledger.map(({ id }) => id));
    console.log(
      `      ${what}: ${ids.length} commands, ${bench.completed.size} completed, ${ledger.length} booked, ` +
        `${ledger.length - distinct.size} twice, ${bench.failed.length} failed, ${bench.letters.length} dead letters`,
    );
    expect(ledger).to.have.length(ids.length);
    expect(distinct.size).to.equal(ids.length);
    expect(ids.filter((id) => !bench.completed.has(id))).to.deep.equal([]);
    expect(bench.failed).to.deep.equal([]);
    for (const bookings of Map.groupBy(ledger, ({ entity }) => entity).values()) {
      expect(isAscending(bookings)).to.equal(true);
    }
  };

  it('answers every command once, in order, while the broker and an instance are killed', async () => {
    const { ids, records } = bench.commands(COMMANDS);
    const victim = await bench.startNode('one');
    await bench.startNode('two');
    const sending = bench.send(records);
    await until(() => bench.completed.size > COMMANDS / 10);
    await bench.broker.kill();
    await sleep(10_000);
    await bench.broker.restart();
    await until(() => bench.completed.size > COMMANDS / 3);
    victim.kill('SIGKILL');
    await sending;
    await until(() => bench.completed.size === COMMANDS);
    check(ids, 'broker killed for 10 s, instance killed');
  });

  it('goes on after the broker hung for 20 s', async () => {
    const { ids, records } = bench.commands(2000);
    await bench.startNode('one');
    const sending = bench.send(records);
    await until(() => bench.completed.size > 100);
    await bench.broker.freeze();
    await sleep(20_000);
    await bench.broker.thaw();
    await sending;
    await until(() => bench.completed.size === ids.length);
    check(ids, 'broker hung for 20 s');
  });

  it('finishes what is in hand at SIGTERM under load, ends with 0, and leaves the rest to others', async () => {
    const { ids, records } = bench.commands(3000);
    const leaving = await bench.startNode('leaving');
    await bench.send(records);
    await until(() => bench.completed.size > 200);
    leaving.kill('SIGTERM');
    const [code] = (await once(leaving, 'exit')) as [number | null];
    expect(code).to.equal(0);
    const doneThen = bench.ledger().length;
    expect(doneThen).to.be.lessThan(ids.length);
    await bench.startNode('staying');
    await until(() => bench.completed.size === ids.length);
    check(ids, 'SIGTERM under load');
  });

  it('does the good ones and dead-letters the bad ones when messages are malformed', async () => {
    const count = COMMANDS / 2;
    const { ids, records } = bench.commands(count);
    const bad = [
      Buffer.from([0xff, 0xfe, 0x00]),
      'no JSON',
      '[]',
      '{}',
      '{"payload": {}, "envelope_id": "none"}',
      '{"payload": {"operation": "unknown"}}',
      '{"payload": {"id": 5}}',
      '{"payload": {"id": "a", "entity_id": "b", "sequence": "c"}}',
      '',
      null,
    ];
    const mixed = records.flatMap((record, index) => [
      record,
      {
        topic: LEDGER_COMMANDS,
        key: `bad-${index % 7}`,
        value: bad[index % bad.length] ?? null,
        headers: {},
      },
    ]);
    await bench.startNode('one');
    await bench.send(mixed);
    await until(() => bench.completed.size === ids.length && bench.letters.length >= count);
    check(ids, `${count} malformed messages in between`);
    expect(bench.letters).to.have.length(count);
  });
});

function isAscending(bookings: readonly Booking[]): boolean {
  return bookings.every(
    ({ sequence }, index) => index === 0 || (bookings[index - 1] as Booking).sequence < sequence,
  );
}

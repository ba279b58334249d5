import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { LEDGER_COMMANDS } from './ledger-contract.ts';
import { checkLedger } from './check-ledger.ts';
import { type LedgerBench, openLedgerBench } from './ledger-bench.ts';

/** 20,000 in CI; fewer for a quick look. */
const COMMANDS = Number(process.env['ONEX_FAULTS_COMMANDS'] ?? 20_000);

/** Good ones, and as many malformed ones among them. */
const MALFORMED = 10_000;

/**
 * Bytes that a node may hold more at the end of them than after a quarter: a sixth of what a third of the malformed
 * ones, 8 KiB each, would take.
 */
const MOST_GROWTH = 4 * 1024 * 1024;

describe('delivery through faults', function () {
  this.timeout(600_000);
  let bench: LedgerBench;
  beforeEach(async () => {
    bench = await openLedgerBench();
  });
  afterEach(() => bench?.stop());

  const check = (ids: readonly string[], what: string): Promise<void> => checkLedger(bench, ids, what);

  it('answers every command once, in order, while the broker and an instance are killed', async () => {
    const { ids, records } = bench.commands(COMMANDS);
    const victim = await bench.startNode('one');
    await bench.startNode('two');
    const sending = bench.send(records);
    await bench.until(() => bench.completed.size > COMMANDS / 10);
    await bench.broker.kill();
    await sleep(10_000);
    await bench.broker.restart();
    await bench.until(() => bench.completed.size > COMMANDS / 3);
    victim.kill('SIGKILL');
    await sending;
    await bench.until(() => bench.completed.size === COMMANDS);
    await check(ids, 'broker killed for 10 s, instance killed');
  });

  it('goes on after the broker hung for 20 s', async () => {
    const { ids, records } = bench.commands(2000);
    await bench.startNode('one');
    const sending = bench.send(records);
    await bench.until(() => bench.completed.size > 100);
    await bench.broker.freeze();
    await sleep(20_000);
    await bench.broker.thaw();
    await sending;
    await bench.until(() => bench.completed.size === ids.length);
    await check(ids, 'broker hung for 20 s');
  });

  it('finishes what is in hand at SIGTERM under load, ends with 0, and leaves the rest to others', async () => {
    const { ids, records } = bench.commands(3000);
    const leaving = await bench.startNode('leaving');
    await bench.send(records);
    await bench.until(() => bench.completed.size > 200);
    leaving.kill('SIGTERM');
    const [code] = (await once(leaving, 'exit')) as [number | null];
    expect(code).to.equal(0);
    const doneThen = (await bench.ledger()).length;
    expect(doneThen).to.be.lessThan(ids.length);
    await bench.startNode('staying');
    await bench.until(() => bench.completed.size === ids.length);
    await check(ids, 'SIGTERM under load');
  });

  it('does the good ones and dead-letters the bad ones when messages are malformed', async () => {
    const count = MALFORMED;
    const { ids, records } = bench.commands(count);
    // 8 KiB of it each time, so that what would be kept of them shows in the memory of the node.
    const long = 'x'.repeat(8192);
    const bad = [
      Buffer.alloc(8192, 0xff),
      `no JSON ${long}`,
      '[]',
      '{}',
      '{"payload": {}, "envelope_id": "none"}',
      '{"payload": {"operation": "unknown"}}',
      `{"payload": {"id": 5, "long": "${long}"}}`,
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
    const node = await bench.startNode('one');
    const sending = bench.send(mixed);
    await bench.until(() => bench.completed.size > ids.length / 4 && bench.letters.length > count / 4);
    const early = await bench.held(node);
    await sending;
    await bench.until(() => bench.completed.size === ids.length && bench.letters.length >= count);
    const late = await bench.held(node);
    console.log(`      held in memory: ${early} bytes after a quarter, ${late} at the end`);
    expect(late - early).to.be.lessThan(MOST_GROWTH);
    await check(ids, `${count} malformed messages in between`);
    expect(bench.letters).to.have.length(count);
  });
});

import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { until } from '../../../runtime/test/event-bus/until.ts';
import { checkLedger } from './check-ledger.ts';
import { type LedgerBench, openLedgerBench } from './ledger-bench.ts';

describe('a ledger whose database has troubles', function () {
  this.timeout(600_000);
  let bench: LedgerBench;
  afterEach(() => bench?.stop());
  const told = async (pattern: RegExp): Promise<string> => {
    const find = (): string | undefined => bench.log.find((line) => pattern.test(line));
    await bench.until(() => find() !== undefined);
    return String(find());
  };

  it('is complete after PostgreSQL was killed and restarted three times under load', async () => {
    bench = await openLedgerBench({ store: 'postgresql' });
    const { ids, records } = bench.commands(3000);
    await bench.startNode('one');
    await bench.startNode('two');
    const sending = bench.send(records);
    for (const share of [0.1, 0.3, 0.5]) {
      await bench.until(() => bench.completed.size > ids.length * share);
      await bench.postgres?.kill();
      await bench.postgres?.restart();
    }
    await sending;
    await bench.until(() => bench.completed.size === ids.length);
    await checkLedger(bench, ids, 'PostgreSQL killed three times');
  });

  it('waits while the SQLite file is locked, says so, and is complete once it is not', async () => {
    bench = await openLedgerBench();
    const { ids, records } = bench.commands(1000);
    await bench.startNode('one');
    const sending = bench.send(records);
    await bench.until(() => bench.completed.size > 100);
    const intruder = new DatabaseSync(bench.file, { timeout: 30_000 });
    intruder.exec('BEGIN IMMEDIATE');
    const line = await told(/database is locked/u);
    expect(line).to.contain(bench.file).and.contain('DEPENDENCY_UNAVAILABLE');
    const booked = (await bench.ledger()).length;
    expect(booked).to.be.lessThan(ids.length);
    expect(bench.completed.size).to.be.at.most(booked);
    intruder.exec('ROLLBACK');
    intruder.close();
    await sending;
    await bench.until(() => bench.completed.size === ids.length);
    await checkLedger(bench, ids, 'SQLite locked');
  });

  it('answers nothing that it could not write on a full disk, names the file, and goes on with room', async () => {
    bench = await openLedgerBench({ diskKiB: 1000 });
    const { disk } = bench;
    const { ids, records } = bench.commands(2000);
    // Where no disk can be mounted, a file that may not grow is the nearest thing.
    const cramped = await bench.startNode('cramped', disk === null ? { fileKiB: 400 } : {});
    await bench.send(records);
    const line = await told(/The state in/u);
    expect(line).to.contain(bench.file).and.contain('the space on its disk');
    if (disk !== null) expect(line).to.contain('database or disk is full');
    await until(async () => (await bench.ledger()).length === bench.completed.size);
    expect(bench.completed.size).to.be.lessThan(ids.length);
    expect(bench.failed).to.deep.equal([]);
    expect(bench.letters).to.deep.equal([]);
    if (disk === null) {
      cramped.kill('SIGKILL');
      await bench.startNode('roomy');
    } else {
      disk.resize(100_000);
    }
    await bench.until(() => bench.completed.size === ids.length);
    await checkLedger(bench, ids, `SQLite on a full disk${disk === null ? ' (file that may not grow)' : ''}`);
  });
});

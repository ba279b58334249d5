import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { type Admin, Kafka, logLevel } from 'kafkajs';
import { type LedgerBench, openLedgerBench } from '../ledger-bench.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const COMMANDS = 50;
/** Longer than a session of the consumer group. */
const SESSION_MS = 12_000;
/** More than the shortest time between two removals of expired answers. */
const PRUNE_MS = 61_000;
const GROUP = 'local.faults.node_faults_ledger_effect.consume';

describe('a node whose wall clock is set, on a broker whose clock is not', function () {
  this.timeout(240_000);
  let bench: LedgerBench;
  let admin: Admin;
  before(async () => {
    bench = await openLedgerBench();
    admin = new Kafka({ brokers: [bench.broker.servers], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
  });
  after(async () => {
    await admin?.disconnect();
    await bench?.stop();
  });

  it('answers duplicates that arrive 25 hours later, and handles those after its window again', async () => {
    const handleAt = async (instance: string, shiftMs: number, work: () => Promise<void>): Promise<void> => {
      const node = await bench.startNode(instance, { wallShiftsMs: [shiftMs] });
      await work();
      node.kill('SIGTERM');
      await once(node, 'exit');
    };
    const old = bench.commands(COMMANDS);
    const recent = bench.commands(COMMANDS);
    const fresh = bench.commands(COMMANDS);
    const done = (ids: readonly string[]) => () => ids.every((id) => bench.completed.has(id));
    const sendAll = async (commands: typeof old): Promise<void> => {
      await bench.send(commands.records);
      await bench.until(done(commands.ids));
    };
    await handleAt('forty days ago', -40 * DAY, () => sendAll(old));
    await handleAt('25 hours ago', -25 * HOUR, () => sendAll(recent));
    await handleAt('now', 0, async () => {
      await sendAll(fresh);
      // The first answer that is stored after this time lets the expired ones be removed.
      await sleep(PRUNE_MS);
      await sendAll(bench.commands(COMMANDS));
      await sleep(1000);
      await bench.send([...old.records, ...recent.records]);
      // What is sent last is handled last in each partition.
      await sendAll(bench.commands(COMMANDS));
    });
    const ledger = await bench.ledger();
    const times = ({ ids }: typeof old): number => ledger.filter(({ id }) => ids.includes(id)).length;
    expect(times(recent), 'duplicates within the window').to.equal(COMMANDS);
    expect(times(fresh)).to.equal(COMMANDS);
    expect(times(old), 'duplicates beyond the window').to.equal(2 * COMMANDS);
    expect(bench.letters).to.deep.equal([]);
  });

  it('stays in its group while it is idle, and goes on, when its clock jumps by a day in both directions', async () => {
    const node = await bench.startNode('jumps', { wallShiftsMs: [0, DAY, -DAY] });
    const members = async (): Promise<readonly string[]> => {
      const { groups } = await admin.describeGroups([GROUP]);
      return groups.flatMap(({ members: all, state }) => all.map(({ memberId }) => `${state} ${memberId}`));
    };
    const started = bench.log.length;
    const before = await members();
    expect(before).to.have.length(1);
    for (const jump of ['one day forward', 'two days back']) {
      node.kill('SIGHUP');
      await sleep(SESSION_MS);
      expect(await members(), jump).to.deep.equal(before);
      const { ids, records } = bench.commands(COMMANDS);
      await bench.send(records);
      await bench.until(() => ids.every((id) => bench.completed.has(id)));
    }
    expect(bench.log.slice(started)).to.deep.equal([]);
  });
});

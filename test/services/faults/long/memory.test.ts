import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { type LedgerBench, openLedgerBench } from '../ledger-bench.ts';

/** Of which the first quarter fills caches, pools, and compiled code. */
const MESSAGES = 200_000;
const AT_ONCE = 10_000;

/** MiB that the old generation of the node may have; a kilobyte per message would not fit. */
const HEAP_MIB = 192;

/** Resident memory of a process in bytes (proc_pid_status(5)). */
function residentMemory({ pid }: ChildProcess): number {
  const [, kib] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!;
  return Number(kib) * 1024;
}

describe('memory of a node', function () {
  this.timeout(1_200_000);
  let bench: LedgerBench;
  before(async () => {
    bench = await openLedgerBench();
  });
  after(() => bench?.stop());

  it(`is flat over ${MESSAGES} messages`, async () => {
    const node = await bench.startNode('one', { heapMiB: HEAP_MIB });
    const handle = async (until: number): Promise<{ held: number; resident: number }> => {
      while (bench.completed.size < until) {
        const { records } = bench.commands(AT_ONCE);
        const done = bench.completed.size + records.length;
        await bench.send(records);
        await bench.until(() => bench.completed.size >= done);
      }
      return { held: await bench.held(node), resident: residentMemory(node) };
    };
    const early = await handle(MESSAGES / 4);
    const late = await handle(MESSAGES);
    console.log(
      `      held ${early.held} then ${late.held} bytes, resident ${early.resident} then ${late.resident} bytes`,
    );
    expect(late.held).to.be.lessThan(early.held * 1.1);
    expect(late.resident - early.resident).to.be.lessThan(25 * 1024 * 1024);
    expect(bench.failed).to.deep.equal([]);
    expect(bench.letters).to.deep.equal([]);
  });
});

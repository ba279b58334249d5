import { expect } from 'chai';
import type { Booking, LedgerBench } from './ledger-bench.ts';

/** Every command answered, each booked once and in the order of its key, none failed; prints the counts. */
export async function checkLedger(bench: LedgerBench, ids: readonly string[], what: string): Promise<void> {
  const ledger = await bench.ledger();
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
}

function isAscending(bookings: readonly Booking[]): boolean {
  return bookings.every(
    ({ sequence }, index) => index === 0 || (bookings[index - 1] as Booking).sequence < sequence,
  );
}

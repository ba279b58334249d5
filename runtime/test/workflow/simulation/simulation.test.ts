import { expect } from 'chai';
import { simulate } from './simulate.ts';

/** `ONEX_SIMULATIONS` is how many runs there are, `ONEX_SIMULATION_SEED` the first one, such as one that failed. */
const RUNS = Number(process.env['ONEX_SIMULATIONS'] ?? 300);
const FIRST = Number(process.env['ONEX_SIMULATION_SEED'] ?? 1);

/**
 * Random workflows under random faults: crashes at every save point, duplicates, reordering, late replies, outages of the
 * store and the bus, instances that race, new versions of the contract. Each run follows from its seed.
 */
describe(`${RUNS} simulated runs of workflows`, function () {
  this.timeout(RUNS * 2_000 + 60_000);

  it('end with one answer each, no effect twice, none left behind, and everything uncompensated reported', async () => {
    const failures: string[] = [];
    for (let seed = FIRST; seed < FIRST + RUNS && failures.length < 10; seed += 1) {
      const faults = await simulate(seed);
      if (faults.length > 0) failures.push(`ONEX_SIMULATION_SEED=${seed}: ${faults.join('; ')}`);
    }
    expect(failures).to.deep.equal([]);
  });
});

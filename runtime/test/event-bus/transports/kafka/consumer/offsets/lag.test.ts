import { expect } from 'chai';
import type { Admin } from 'kafkajs';
import {
  type Lag,
  createLag,
} from '../../../../../../src/event-bus/transports/kafka/consumer/offsets/lag.ts';

const TOPIC = 'onex.cmd.test.lag.v1';

describe('lag of a consumer', () => {
  let now: number;
  let told: Map<number, number | null>;
  let asked: number;
  let ends: { partition: number; low: string; high: string; offset: string }[];
  let committed: { partition: number; offset: string }[];
  let lag: Lag;
  const end = (partition: number, low: number, high: number) => ({
    partition,
    low: String(low),
    high: String(high),
    offset: String(high),
  });
  beforeEach(() => {
    now = 0;
    told = new Map();
    asked = 0;
    ends = [end(0, 0, 50), end(1, 7, 9), end(2, 0, 100)];
    committed = [
      { partition: 0, offset: '40' },
      { partition: 1, offset: '-1' },
    ];
    lag = createLag({
      subscription: {
        groupId: 'group',
        onLag: (_, partition, records) => void told.set(partition, records),
      },
      async withAdmin(work) {
        asked += 1;
        return work({
          fetchOffsets: async () => [{ topic: TOPIC, partitions: committed }],
          fetchTopicOffsets: async () => ends,
        } as unknown as Admin);
      },
      staleMs: 1000,
      now: () => now,
    });
  });

  it('is what the broker said with the last records, less what is done of them', () => {
    lag.assigned({ [TOPIC]: [0] });
    lag.fetched(TOPIC, 0, 10n, 20n);
    expect(told.get(0)).to.equal(10);
    lag.done(TOPIC, 0, 14n);
    lag.tell(TOPIC, 0);
    expect(told.get(0)).to.equal(6);
  });

  it('counts from the committed offset, else from the first record, where no records came', async () => {
    lag.assigned({ [TOPIC]: [0, 1] });
    await lag.refresh();
    expect([...told]).to.deep.equal([
      [0, 10],
      [1, 2],
    ]);
  });

  it('is asked for anew when records have been in hand for long, and never else', async () => {
    lag.assigned({ [TOPIC]: [0] });
    lag.fetched(TOPIC, 0, 10n, 12n);
    await lag.refresh();
    expect(asked).to.equal(0);
    now = 1000;
    await lag.refresh();
    expect([asked, told.get(0)]).to.deep.equal([1, 40]);
    lag.done(TOPIC, 0, 50n);
    now = 9000;
    await lag.refresh();
    expect(asked).to.equal(1);
  });

  it('is told no more of a partition that went to another member', () => {
    lag.assigned({ [TOPIC]: [0, 1] });
    lag.fetched(TOPIC, 0, 1n, 2n);
    lag.assigned({ [TOPIC]: [1] });
    expect(told.get(0)).to.equal(null);
    lag.fetched(TOPIC, 0, 1n, 2n);
    lag.tell(TOPIC, 0);
    expect(told.get(0)).to.equal(null);
  });

  it('is remembered of a partition that stays when others are assigned', () => {
    lag.assigned({ [TOPIC]: [0] });
    lag.fetched(TOPIC, 0, 10n, 20n);
    lag.assigned({ [TOPIC]: [0, 1] });
    told.clear();
    lag.tell(TOPIC, 0);
    expect([...told]).to.deep.equal([[0, 10]]);
  });

  it('is never negative, and not told before anything is known', () => {
    lag.assigned({ [TOPIC]: [0] });
    lag.tell(TOPIC, 0);
    expect([...told]).to.deep.equal([]);
    lag.done(TOPIC, 0, 5n);
    lag.fetched(TOPIC, 0, 30n, 20n);
    expect(told.get(0)).to.equal(0);
  });

  it('is asked for when records are in hand and exactly as old as allowed, and not before', async () => {
    lag.assigned({ [TOPIC]: [0] });
    lag.fetched(TOPIC, 0, 10n, 12n);
    now = 999;
    await lag.refresh();
    expect(asked).to.equal(0);
    lag.fetched(TOPIC, 0, 11n, 12n);
    now = 1500;
    await lag.refresh();
    expect(asked).to.equal(0);
    now = 1999;
    await lag.refresh();
    expect([asked, told.get(0)]).to.deep.equal([1, 39]);
  });

  it('is not told of a partition that goes to another member while the broker is asked', async () => {
    lag.assigned({ [TOPIC]: [0, 1] });
    const refreshing = lag.refresh();
    lag.assigned({ [TOPIC]: [1] });
    told.clear();
    await refreshing;
    expect([...told]).to.deep.equal([[1, 2]]);
  });
});

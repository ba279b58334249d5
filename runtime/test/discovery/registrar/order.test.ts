import { expect } from 'chai';
import fc from 'fast-check';
import { createKnownNodes } from '../../../src/discovery/registrar/known-nodes.ts';
import { readAnnouncement, readHeartbeat } from '../../../src/discovery/registrar/announcement.ts';

const ID = '11111111-1111-4111-8111-111111111111';
const T0 = Date.parse('2026-01-01T00:00:00Z');

interface Told {
  readonly reason?: string;
  readonly at?: number;
  readonly startedAt?: number;
  readonly port?: number;
}

const iso = (at: number): string => new Date(T0 + at).toISOString();
const announcement = ({ reason = 'startup', at, startedAt, port = 9 }: Told) => ({
  node_id: ID,
  node_type: 'effect',
  reason,
  endpoints: { health: `http://127.0.0.1:${port}/health` },
  ...(at !== undefined && { timestamp: iso(at) }),
  metadata: startedAt === undefined ? {} : { started_at: iso(startedAt) },
});

describe('announcements of a node', () => {
  const known = () => {
    const nodes = createKnownNodes(() => {});
    const hear = (told: Told, receivedAt = T0): void => {
      const read = readAnnouncement(announcement(told), receivedAt);
      if (read !== null) nodes.announce(read);
    };
    const beat = (at: number): void => {
      const read = readHeartbeat({ node_id: ID.toUpperCase(), timestamp: iso(at) }, T0);
      nodes.beat(read.nodeId, read.at);
    };
    const url = () => nodes.get(ID)?.node.healthUrl;
    return { hear, beat, url, state: () => nodes.get(ID)?.state };
  };

  it('count by their timestamps, in whatever order they arrive', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('startup', 'request', 'shutdown', 'heartbeat'), {
          minLength: 1,
          maxLength: 6,
        }),
        fc.infiniteStream(fc.nat()),
        (reasons, keys) => {
          const told = reasons.map((reason, index) => ({ reason, at: index * 1000 }));
          const arrival = told.map((each) => ({ each, key: keys.next().value ?? 0 }));
          const nodes = known();
          for (const { each } of arrival.toSorted((a, b) => a.key - b.key)) nodes.hear(each);
          expect(nodes.state()).to.equal(told.at(-1)?.reason === 'shutdown' ? 'leaving' : 'present');
        },
      ),
    );
  });

  it('say that a restarted node is alive when its former shutdown is read last', () => {
    const { hear, state } = known();
    hear({ at: 0 });
    hear({ at: 2000 });
    hear({ reason: 'shutdown', at: 1000 });
    expect(state()).to.equal('present');
  });

  it('say that a node has left when one of its former answers is read last', () => {
    const { hear, state } = known();
    hear({ reason: 'shutdown', at: 1000 });
    hear({ reason: 'request', at: 900 });
    expect(state()).to.equal('leaving');
  });

  it('of a process that was replaced at the same address do not end its successor', () => {
    const { hear, state } = known();
    hear({ at: 0, startedAt: 0 });
    hear({ at: 1000, startedAt: 900 });
    hear({ reason: 'shutdown', at: 2000, startedAt: 0 });
    expect(state()).to.equal('present');
    hear({ reason: 'shutdown', at: 3000, startedAt: 900 });
    expect(state()).to.equal('leaving');
  });

  it('of a process that ends after its successor has started leave the successor, in whatever order they arrive', () => {
    const told: readonly Told[] = [
      { at: 0, startedAt: 0, port: 9 },
      { reason: 'request', at: 2100, startedAt: 0, port: 9 },
      { reason: 'shutdown', at: 2500, startedAt: 0, port: 9 },
      { at: 2000, startedAt: 1900, port: 10 },
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray([...told], { minLength: 2 }), (arrival) => {
        fc.pre(arrival.includes(told[2]!) && arrival.includes(told[3]!));
        const { hear, beat, state, url } = known();
        for (const each of arrival) hear(each);
        expect([state(), url()]).to.deep.equal(['present', 'http://127.0.0.1:10/health']);
        beat(3000);
        hear({ reason: 'shutdown', at: 4000, startedAt: 1900, port: 10 });
        expect(state()).to.equal('leaving');
      }),
    );
  });

  it('of a successor whose clock is behind are not older than the shutdown of its predecessor', () => {
    const { hear, state, url } = known();
    hear({ at: 0, startedAt: 0, port: 9 });
    hear({ reason: 'shutdown', at: 9000, startedAt: 0, port: 9 });
    hear({ at: 5000, startedAt: 4900, port: 10 });
    expect([state(), url()]).to.deep.equal(['present', 'http://127.0.0.1:10/health']);
    hear({ reason: 'shutdown', at: 6000, startedAt: 4900, port: 10 });
    expect(state()).to.equal('leaving');
  });

  it('that have no timestamp, or an impossible one, count from when they were received', () => {
    const { hear, state } = known();
    hear({}, T0 + 5000);
    hear({ reason: 'shutdown', at: 4000 });
    expect(state()).to.equal('present');
    const far = readAnnouncement({ ...announcement({}), timestamp: '9999-01-01T00:00:00Z' }, T0);
    const wrong = readAnnouncement({ ...announcement({}), timestamp: 'soon', metadata: null }, T0);
    expect([far?.at, wrong?.at, wrong?.startedAt]).to.deep.equal([T0, T0, null]);
  });

  it('are read in every notation of time: offsets, microseconds, and UTC where no zone is written', () => {
    const at = (timestamp: string) => readAnnouncement({ ...announcement({}), timestamp }, 0)?.at;
    expect(at('2026-01-01T02:00:00.123456+02:00')).to.equal(T0 + 123);
    expect(at('2026-01-01T00:00:00.123456')).to.equal(T0 + 123);
    expect(at('2026-01-01T00:00:00Z')).to.equal(T0);
  });

  it('are corrected by a heartbeat that was made after the shutdown, and by no earlier one', () => {
    const { hear, beat, state } = known();
    beat(0);
    expect(state()).to.equal(undefined);
    hear({ at: 0 });
    hear({ reason: 'shutdown', at: 1000 });
    beat(1000);
    expect(state()).to.equal('leaving');
    beat(1001);
    expect(state()).to.equal('present');
  });
});

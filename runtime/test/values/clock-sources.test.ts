import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { monotonicNow, steadyNow } from '../../src/values/index.ts';
import { type Clock, createClock } from '../../../test/faults/index.ts';

const DAY = 86_400_000;
const SOURCES = fileURLToPath(new URL('../../src/', import.meta.url));

/** Files that may read the wall clock, and what they read it for: times that people or other systems read. */
const WALL_TIME: Readonly<Record<string, string>> = {
  'cli/control/event.ts': 'the time of a record that is shown',
  'cli/dlq/replay.ts': 'the time of a replay, in a header',
  'discovery/announcements/flow-window.ts': 'the time of a window, in a heartbeat',
  'discovery/registrar/announcement.ts': 'compares with the time of an announcement of another system',
  'discovery/announcements/heartbeat-event.ts': 'the time of an announcement',
  'discovery/announcements/introspection-event.ts': 'the time of an announcement',
  'discovery/announcements/platform-events/log-publisher.ts': 'the time of a log entry',
  'discovery/announcements/platform-events/payloads.ts': 'the time of an announcement',
  'errors/onex-error.ts': 'the time of an error',
  'event-bus/observability/bus-metrics.ts': 'the time of the last heartbeat, as a metric',
  'event-bus/transports/in-memory/log.ts': 'the time of a record',
  'event-bus/transports/kafka/kafkajs/encoding/fast-encoder.ts': 'the time of records that have none',
  'event-bus/transports/kafka/kafkajs/kafkajs-clock.ts':
    'translates between the clock of the client and the monotonic one',
  'event-bus/transports/kafka/producer/record-time.ts': 'the time of a record, read once at the start',
  'event-bus/transports/kafka/kafkajs/sockets/request-queue.ts':
    'compares with times that kafkajs-clock.ts translates',
  'event-bus/session/session.ts': 'the time of a window, in a heartbeat',
  'event-bus/wire/dead-letter/dead-letter.ts': 'the time of a dead letter, in a header',
  'event-bus/wire/envelope/envelope.ts': 'the time of a message',
  'event-bus/wire/envelope/parse-envelope.ts': 'the time of a message that has none',
};

describe('the clocks of the runtime', () => {
  it('are the wall clock only where people or other systems read the time', () => {
    const readers = globSync('**/*.ts', { cwd: SOURCES }).filter((file) =>
      /\bDate\.now\b|new Date\(\)/.test(readFileSync(`${SOURCES}${file}`, 'utf8')),
    );
    expect(readers.filter((file) => !Object.hasOwn(WALL_TIME, file))).to.deep.equal([]);
  });

  describe('while the wall clock jumps', () => {
    let clock: Clock;
    beforeEach(() => {
      clock = createClock();
    });
    afterEach(() => clock.restore());

    for (const days of [1, -1]) {
      it(`by ${days} day go on`, async () => {
        const [monotonic, steady] = [monotonicNow(), steadyNow()];
        expect(steady).to.equal(Date.now());
        clock.jump(days * DAY);
        await clock.advance(1000);
        expect([monotonicNow() - monotonic, steadyNow() - steady]).to.deep.equal([1000, 1000]);
      });
    }
  });

  it('give whole milliseconds for times that are stored', () => {
    expect(Number.isSafeInteger(steadyNow())).to.equal(true);
    expect(Math.abs(steadyNow() - Date.now())).to.be.below(DAY);
  });
});

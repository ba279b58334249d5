import { expect } from 'chai';
import { coverRetention } from '../../../../../src/event-bus/index.ts';
import { topicRetention } from '../../../../../src/event-bus/transports/kafka/cluster/topic-retention.ts';
import { OnexError } from '../../../../../src/errors/index.ts';
import { recordingLogger } from '../../../recording-logger.ts';

const DAY = 86_400_000;

describe('the deduplication window', () => {
  const cover = async (
    retention: Readonly<Record<string, number | null>> | Error | undefined,
    configuredMs: number | null = null,
  ): Promise<{ window: number | undefined; warnings: string[] }> => {
    let kept: number | undefined;
    let reported: number | undefined;
    const logger = recordingLogger();
    await coverRetention({
      transport: {
        ...(retention !== undefined && {
          retentionMs: async (topics) => {
            if (retention instanceof Error) throw retention;
            return new Map(topics.map((topic) => [topic, retention[topic]!]));
          },
        }),
      },
      store: { retain: (ms) => (kept = ms) },
      topics: retention === undefined || retention instanceof Error ? ['a'] : Object.keys(retention),
      configuredMs,
      logger,
      onWindow: (ms) => (reported = ms),
    });
    expect(reported).to.equal(kept);
    return { window: kept, warnings: logger.lines.map(({ message }) => message) };
  };

  it('covers the longest retention of the topics, without a word', async () => {
    expect(await cover({ a: DAY, b: 14 * DAY, c: 7 * DAY })).to.deep.equal({
      window: 14 * DAY,
      warnings: [],
    });
  });

  it('is what is configured; a topic whose records stay longer is named, with both times', async () => {
    const { window, warnings } = await cover({ a: 14 * DAY, b: DAY }, 2 * DAY);
    expect(window).to.equal(2 * DAY);
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.match(
      /of a are retained for up to 14 days.*for 2 days.*ONEX_DEDUPLICATION_WINDOW/,
    );
  });

  it('may be configured longer than the retention, without a word', async () => {
    expect(await cover({ a: DAY }, 30 * DAY)).to.deep.equal({ window: 30 * DAY, warnings: [] });
  });

  it('is 30 days for a topic without a limit, or the longest retention of another, with a warning', async () => {
    const unlimited = await cover({ a: null, b: DAY });
    expect(unlimited.window).to.equal(30 * DAY);
    expect(unlimited.warnings).to.have.length(1);
    expect(unlimited.warnings[0]).to.match(/of a are retained without a limit/);
    expect((await cover({ a: null, b: 90 * DAY })).window).to.equal(90 * DAY);
    expect(await cover({ a: null }, 5 * DAY)).to.deep.equal({ window: 5 * DAY, warnings: [] });
  });

  it('is a week, or what is configured, where the broker does not report its retention', async () => {
    const refusal = new OnexError('EVENT_BUS_ERROR', 'TOPIC_AUTHORIZATION_FAILED');
    const unknown = await cover(refusal);
    expect(unknown.window).to.equal(7 * DAY);
    expect(unknown.warnings).to.have.length(1);
    expect(unknown.warnings[0]).to.contain('DescribeConfigs');
    expect((await cover(refusal, DAY)).window).to.equal(DAY);
  });

  it('is a week on a bus that has no retention', async () => {
    expect(await cover(undefined)).to.deep.equal({ window: 7 * DAY, warnings: [] });
  });

  describe('on Kafka', () => {
    const retentionOf = async (values: Readonly<Record<string, string>>): Promise<unknown> => {
      const configEntries = Object.entries(values).map(([configName, configValue]) => ({
        configName,
        configValue,
      }));
      const answered = await topicRetention(
        {
          describeConfigs: async ({ resources }) =>
            ({
              resources: resources.map(({ name }) => ({ resourceName: name, configEntries })),
              throttleTime: 0,
            }) as never,
        },
        ['a', 'a'],
      );
      return answered.get('a');
    };

    for (const [name, values, expected] of [
      ['the time until a segment is closed included', ['delete', DAY, 2 * DAY], 3 * DAY],
      ['none for a compacted topic', ['compact', DAY, DAY], null],
      ['that of a compacted topic that deletes as well', ['compact,delete', DAY, DAY], 2 * DAY],
      ['none where the broker has none', ['delete', -1, DAY], null],
    ] as const) {
      it(`is taken from the topic's configuration: ${name}`, async () => {
        const [policy, retention, segment] = values;
        expect(
          await retentionOf({
            'cleanup.policy': policy,
            'retention.ms': String(retention),
            'segment.ms': String(segment),
          }),
        ).to.equal(expected);
      });
    }
  });
});

import { expect } from 'chai';
import { placeOf, readDeadLetter, type DeadLetter } from '../../../src/cli/dlq/dead-letter.ts';
import { fakeReader } from './fake-reader.ts';
import { deadLetterMatcher, deadLettersAt } from '../../../src/cli/dlq/select.ts';

const TOPIC = 'onex.dlq.billing.commands.v1';

describe('dead letters of a conversation', () => {
  it('are found by the beginning of its id', () => {
    const deadLetter = readDeadLetter({
      topic: 'onex.dlq.billing.commands.v1',
      partition: 0,
      offset: 0n,
      timestamp: 0,
      key: null,
      value: Buffer.from(
        JSON.stringify({
          original_topic: 'onex.cmd.billing.payment-requested.v1',
          original_message: { value: '{}' },
          failure_reason: 'no payload',
          correlation_id: 'FEAA2AD2-dea9-4140-adf6-4404c2810ee8',
        }),
      ),
      headers: {},
    });
    const fits = (correlationId: string): boolean =>
      deadLetterMatcher({ originalTopic: null, correlationId, reason: null })(deadLetter);
    expect(fits('feaa2ad2')).to.equal(true);
    expect(fits('feaa2ad2-dea9-4140-adf6-4404c2810ee8')).to.equal(true);
    expect(fits('dea9')).to.equal(false);
  });
});

describe('the places of dead letters', () => {
  const deadLetters = () =>
    fakeReader({
      [TOPIC]: [
        { low: 5, offsets: [7] },
        { low: 0, offsets: [7, 17] },
      ],
    });
  const placesOf = async (...places: string[]): Promise<string[]> =>
    (await deadLettersAt(places, deadLetters(), TOPIC)).map(placeOf);
  const refusal = (...places: string[]): Promise<string> =>
    placesOf(...places).then(String, (error: Error) => error.message);

  it('are found by partition and offset, or by the offset where it is clear, each once', async () => {
    expect(await placesOf('1:7', '17', '0:7', '1:17')).to.deep.equal(['1:7', '1:17', '0:7']);
  });

  it('are refused where they cannot be read, are not there, or may be in several partitions', async () => {
    for (const place of ['x', '1:', ':7', '-7', '1:7:7', '07x'])
      expect(await refusal(place), place).to.contain(`"${place}" is not an offset`);
    for (const place of ['0:17', '0:2', '1:16', '9:7', '1:18', '9223372036854775807'])
      expect(await refusal(place), place).to.contain(
        `${TOPIC} has no dead letter at ${place}. See what it has: onex-runtime dlq list ${TOPIC}`,
      );
    expect(await refusal('7')).to.contain('7 matches 0:7, 1:7; give the partition too');
  });

  it('are read alone, however many dead letters there are', async () => {
    const reader = deadLetters();
    await deadLettersAt(['1:17', '0:7'], reader, TOPIC);
    expect(reader.taken).to.deep.equal(['1:17', '0:7']);
  });
});

describe('a filter of dead letters', () => {
  const deadLetter = (json: object): DeadLetter =>
    readDeadLetter({
      topic: TOPIC,
      partition: 0,
      offset: 0n,
      timestamp: 0,
      key: null,
      headers: {},
      value: Buffer.from(JSON.stringify(json)),
    });
  const ours = deadLetter({
    original_topic: 'onex.cmd.billing.payment-requested.v1',
    original_message: { value: '{}' },
    failure_reason: 'Amount is missing',
    correlation_id: null,
  });
  const foreign = deadLetter({ some: 'thing' });
  const passes = (one: DeadLetter, filter: Partial<Parameters<typeof deadLetterMatcher>[0]>): boolean =>
    deadLetterMatcher({ originalTopic: null, correlationId: null, reason: null, ...filter })(one);

  it('goes by the topic, or a pattern of it, and by a part of the reason in any case', () => {
    expect(passes(ours, { originalTopic: 'onex.cmd.billing.*' })).to.equal(true);
    expect(passes(ours, { originalTopic: 'onex.cmd.shop.*' })).to.equal(false);
    expect(passes(ours, { reason: 'aMOUNT' })).to.equal(true);
    expect(passes(ours, { reason: 'currency' })).to.equal(false);
    expect(passes(ours, { correlationId: 'feaa2ad2' })).to.equal(false);
    expect(passes(ours, { originalTopic: 'onex.cmd.billing.*', reason: 'currency' })).to.equal(false);
  });

  it('lets what is no dead letter pass only when it asks for nothing', () => {
    expect(passes(foreign, {})).to.equal(true);
    for (const filter of [{ originalTopic: '*' }, { reason: '' }, { correlationId: 'feaa2ad2' }])
      expect(passes(foreign, filter), JSON.stringify(filter)).to.equal(false);
  });
});

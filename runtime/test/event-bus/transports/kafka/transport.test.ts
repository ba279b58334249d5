import { expect } from 'chai';
import { createKafkaClient } from '../../../../src/event-bus/transports/kafka/client/client.ts';
import { createKafkaTransport } from '../../../../src/event-bus/transports/kafka/index.ts';
import { recordingLogger } from '../../recording-logger.ts';

const rejection = (work: Promise<unknown>) => work.then(() => null).catch((error: unknown) => error);
const options = () => ({ servers: ['127.0.0.1:1'], clientId: 'test', logger: recordingLogger() });

describe('the transport on Kafka, without a broker', () => {
  it('publishes nothing before it is connected, and can be closed then', async () => {
    const transport = await createKafkaTransport(options());
    const record = { topic: 't', key: null, value: null, headers: {} };
    expect(await rejection(transport.publish([record]))).to.include({
      code: 'EVENT_BUS_ERROR',
      message: 'Kafka is not connected',
    });
    await transport.close();
    await transport.close();
  });

  it('names the servers that it cannot reach', async () => {
    const transport = await createKafkaTransport(options());
    for (const error of [
      await rejection(transport.connect()),
      await rejection(transport.missingTopics(['t'])),
    ]) {
      expect(error).to.include({ code: 'EVENT_BUS_ERROR' });
      expect((error as Error).message).to.match(/^Kafka at 127\.0\.0\.1:1: .*ECONNREFUSED/);
    }
    await transport.close();
  });

  describe('asks as an administrator', () => {
    const passing = Object.assign(new Error('taking over'), { name: 'KafkaJSGroupCoordinatorNotFound' });
    const setUp = async () => {
      const client = await createKafkaClient(options());
      const calls: string[] = [];
      const admin = {
        connect: async () => void calls.push('connect'),
        disconnect: () => Promise.reject(new Error('not connected')).finally(() => calls.push('disconnect')),
      };
      client.kafka.admin = () => admin as never;
      return { client, calls };
    };

    it('again while the coordinator is taking over, and disconnects once', async () => {
      const { client, calls } = await setUp();
      let tries = 0;
      const result = await client.withAdmin(async () => {
        if ((tries += 1) === 1) throw passing;
        return 7;
      });
      expect([result, tries]).to.deep.equal([7, 2]);
      expect(calls).to.deep.equal(['connect', 'disconnect']);
    });

    it('once where the broker refuses, and disconnects', async () => {
      const { client, calls } = await setUp();
      let tries = 0;
      const work = async (): Promise<never> => {
        tries += 1;
        throw new Error('refused');
      };
      expect(await rejection(client.withAdmin(work))).to.include({
        code: 'EVENT_BUS_ERROR',
        message: 'Kafka at 127.0.0.1:1: refused',
      });
      expect(tries).to.equal(1);
      expect(calls.at(-1)).to.equal('disconnect');
    });
  });
});

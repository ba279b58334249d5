import library, { type Admin, type Kafka, type ProducerConfig, type RecordMetadata } from 'kafkajs';
import {
  type KafkaProducer,
  type KafkaProducerOptions,
  createKafkaProducer,
} from '../../../../../src/event-bus/transports/kafka/producer/index.ts';

/** One produce request as the client got it. */
export interface Request {
  readonly topic: string;
  readonly partition: number;
  readonly values: readonly string[];
  /** Times of the records, in ms since 1970. */
  readonly times: readonly number[];
  /** Number of the producer that sent it, from 1. */
  readonly producer: number;
}

type Response = 'acknowledged' | 'dropped';

export const protocolError = (type: string): Error =>
  Object.assign(new Error(type), { name: 'KafkaJSProtocolError', type });

/**
 * A cluster and the producers of the client that talk to it. `onRequest` decides about each request: it throws, or
 * returns what the client makes of the response.
 */
export function fakeCluster(
  onRequest: (request: Request) => Response | Promise<Response> = () => 'acknowledged',
) {
  const topics: Record<string, number> = { t: 1 };
  const requests: Request[] = [];
  const log: string[] = [];
  const failures: { connect: Error[]; lookUp: Error[] } = { connect: [], lookUp: [] };
  let producers = 0;
  let inFlight = 0;

  const partitionsOf = (topic: string) =>
    Array.from({ length: topics[topic] ?? 0 }, (_, partitionId) => ({ partitionId, leader: 1 }));

  const producer = ({ createPartitioner, retry }: ProducerConfig) => {
    const number = (producers += 1);
    const choose = createPartitioner!();
    return {
      async connect() {
        log.push(`connect ${number} with ${retry?.retries} retries`);
        const error = failures.connect.shift();
        if (error !== undefined) throw error;
      },
      async disconnect() {
        log.push(`disconnect ${number} with ${inFlight} in flight`);
      },
      async sendBatch({ acks, topicMessages = [] }: { acks: number; topicMessages: BatchOf[] }) {
        if (acks !== -1 || topicMessages.length !== 1)
          throw new Error('more than one topic, or too few replicas');
        const [{ topic, messages }] = topicMessages as [BatchOf];
        const partitionMetadata = partitionsOf(topic);
        const partitions = messages.map((message) =>
          choose({ topic, partitionMetadata: partitionMetadata as never, message }),
        );
        const [partition = -1] = partitions;
        if (new Set(partitions).size !== 1) throw new Error('more than one partition');
        const request = {
          topic,
          partition,
          producer: number,
          values: messages.map(({ value }) => String(value)),
          times: messages.map(({ timestamp }) => Number(timestamp)),
        };
        requests.push(request);
        inFlight += 1;
        try {
          const response = await onRequest(request);
          return (
            response === 'acknowledged' ? [{ topicName: topic, partition, errorCode: 0 }] : []
          ) as RecordMetadata[];
        } finally {
          inFlight -= 1;
        }
      },
    };
  };

  const admin = {
    async fetchTopicMetadata({ topics: [name = ''] }: { topics: string[] }) {
      log.push(`look up ${name}`);
      const error = failures.lookUp.shift();
      if (error !== undefined) throw error;
      if (topics[name] === undefined) throw protocolError('UNKNOWN_TOPIC_OR_PARTITION');
      return { topics: [{ name, partitions: partitionsOf(name) }] };
    },
  };

  return {
    topics,
    requests,
    log,
    failures,
    async open(options: Partial<KafkaProducerOptions> = {}): Promise<KafkaProducer> {
      const made = createKafkaProducer({
        kafka: { producer } as unknown as Kafka,
        library,
        principal: 'User:test',
        servers: ['broker:9092'],
        withAdmin: (work) => work(admin as unknown as Admin),
        pauses: { initialMs: 1, maxMs: 2 },
        ...options,
      });
      await made.connect();
      return made;
    },
  };
}

interface BatchOf {
  readonly topic: string;
  readonly messages: { key: string | null; value: string; partition: number; timestamp: string }[];
}

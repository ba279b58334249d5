import { Partitioners, type Kafka, type Message } from 'kafkajs';

/** Publishes messages of several topics; resolves when all replicas have them. */
export type SendByPartition = (topic: string, messages: readonly Message[]) => Promise<void>;

/**
 * Raw kafkajs with the guarantees of the runtime: one produce request for each partition, whose response must name the
 * partition without an error.
 */
export async function openSender(
  kafka: Kafka,
  topics: readonly string[],
): Promise<{ send: SendByPartition; close: () => Promise<void> }> {
  const admin = kafka.admin();
  await admin.connect();
  const found = await admin.fetchTopicMetadata({ topics: [...topics] });
  await admin.disconnect();
  const partitionsOf = new Map(found.topics.map(({ name, partitions }) => [name, partitions]));
  const partitionOf = Partitioners.DefaultPartitioner();
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();

  const sendTo = async (topic: string, messages: Message[]): Promise<void> => {
    const { partition } = messages[0]!;
    const response = await producer.send({ topic, acks: -1, messages });
    if (!response.some((part) => part.partition === partition && part.errorCode === 0)) {
      throw new Error(`partition ${partition} of ${topic} is not acknowledged`);
    }
  };
  const send: SendByPartition = async (topic, messages) => {
    const partitionMetadata = partitionsOf.get(topic)!;
    const byPartition = new Map<number, Message[]>();
    for (const message of messages) {
      const partition = partitionOf({ topic, partitionMetadata, message });
      const placed = { ...message, partition };
      const batch = byPartition.get(partition);
      if (batch === undefined) byPartition.set(partition, [placed]);
      else batch.push(placed);
    }
    await Promise.all([...byPartition.values()].map((batch) => sendTo(topic, batch)));
  };
  return { send, close: () => producer.disconnect() };
}

/**
 * Publishing to Kafka. It guarantees:
 * 1. A record counts as published only when a response of the broker names its partition without an error.
 * 2. One produce request has the records of one partition, and a partition never has two requests in flight. So the
 *    records of a key keep their order, and a partition that moves to another broker loses none. (kafkajs drops the
 *    records of such a partition when a request has several; see its issue 1303.)
 * 3. A request that fails is sent again until the deadline of its records, whatever the cause. kafkajs itself repeats
 *    nothing.
 * 4. A record that the broker refuses fails alone: the other records of its batch are sent again without it.
 * 5. A deleted or forbidden topic does not affect records for other topics.
 */
export {
  PUBLISH_DEADLINE_MS,
  createKafkaProducer,
  type KafkaProducer,
  type KafkaProducerOptions,
} from './kafka-producer.ts';

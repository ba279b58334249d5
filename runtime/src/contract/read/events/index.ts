/**
 * Reads which topics a contract names outside its lists of topics: `runtime_dispatch`, terminal events, and the topics
 * that other systems publish or read. Guarantees: a topic that the contract names is in the model, or a finding names it.
 */
export { bareTopic, topicWord } from './bare-topic.ts';
export { readConsumerGroup } from './consumer-group.ts';
export { readDispatch } from './dispatch.ts';
export { readExternalTopics } from './external.ts';
export { readTerminalEvents, type TerminalEvents } from './terminal.ts';
export { readTopicConfig } from './topic-config.ts';
export { readTopicPayload, reportOpenModels, type TopicPayload } from './topic-model.ts';

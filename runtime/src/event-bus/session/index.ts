/**
 * One host on the bus, from the first connection to the last acknowledgement: it connects, waits for the topics that
 * the host needs, consumes, announces the host, and shuts down.
 *
 * 1. A host consumes only after it is connected and its stores are ready, and it is announced only after it consumes.
 * 2. On a transport that opens in the background, a host also waits for its required topics. Each step is retried
 *    until it succeeds. Until then, the host is not ready.
 * 3. A shutdown first deregisters the host, so it gets no more requests. Then it stops consuming, waits for the
 *    messages in handlers, and announces the shutdown.
 * 4. A message in a handler has the grace period. Then its signal is aborted. After another three quarters of the
 *    period, it is abandoned without a commit, so it is delivered again.
 * 5. Each step of the shutdown that depends on another system has a time limit, so an unavailable bus or Consul
 *    delays the shutdown no longer than that.
 *
 * It must not know which transport or store is in use.
 */
export { topicsByPurpose } from './consumed-topics.ts';
export { neededTopics } from './needed-topics.ts';
export { createSession, type Session } from './session.ts';
export { createTopicWatch } from './topic-watch.ts';

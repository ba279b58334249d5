import type { EventBusHost } from '../event-bus/index.ts';
import type { NodeBase } from '../node/index.ts';
import { markRuntimeNode } from '../node/runtime-node.ts';
import { NodeOrchestrator } from '../workflow/index.ts';

const PROTOTYPE = markRuntimeNode({});

/** A host for a node whose class has no event bus, which lets a test run the node on a bus. */
export function plainHost(node: NodeBase): EventBusHost {
  return Object.assign(
    Object.create(PROTOTYPE) as object,
    {
      eventPublisher: undefined,
      bootstrapServers: undefined,
      serviceName: node.contract.domain,
      instanceId: 'test',
      nodeId: undefined,
      isRunning: false,
      shutdownSignal: new AbortController(),
    },
    {
      container: node.container,
      contract: node.contract,
      logger: node.logger,
      settings: node.settings,
      subscriptions: node.subscriptions,
      shutdownGraceMs: node.shutdownGraceMs,
      abortWork: node.abortWork.bind(node),
      dispatch: node.dispatch.bind(node),
      failedEvent: node.failedEvent.bind(node),
      setReadiness: node.setReadiness.bind(node),
      setDegraded: node.setDegraded.bind(node),
      ...(node instanceof NodeOrchestrator && { replaceRefused: node.replaceRefused.bind(node) }),
      setOutputSink: node.setOutputSink.bind(node),
    },
  );
}

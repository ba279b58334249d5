import { expect } from 'chai';
import fc from 'fast-check';
import { findCycle } from 'onex-runtime/contract';
import { contractOf, issuesOf } from '../read.ts';

const flow = (nodes: string, rest = ''): string => `
name: node_shop_checkout_orchestrator
node_type: orchestrator
${rest}
workflow_coordination:
  workflow_definition:
    workflow_metadata: {workflow_name: checkout}
    execution_graph:
      nodes: ${nodes}
    coordination_rules: {execution_mode: parallel, max_parallel_branches: 2, failure_recovery_strategy: rollback, max_retries: 1, timeout_ms: 900}
`;

describe('the workflow of an orchestrator', () => {
  it('is read with its rules; steps are made commands and events by name', () => {
    const { workflow, operations, topics } = contractOf(
      flow('[{node_id: pay, node_type: EFFECT_GENERIC}, {node_id: ship it, depends_on: [pay]}]'),
    );
    expect(operations.map(({ name }) => name)).to.deep.equal(['run']);
    expect(workflow).to.deep.include({
      name: 'checkout',
      mode: 'parallel',
      maxParallel: 2,
      recovery: 'compensate',
      maxRetries: 1,
      timeoutMs: 900,
    });
    expect(workflow?.steps[1]).to.deep.include({
      id: 'ship it',
      dependsOn: ['pay'],
      commandTopic: 'onex.cmd.shop.ship-it-requested.v1',
      completedTopic: 'onex.evt.shop.ship-it-completed.v1',
      failedTopic: 'onex.evt.shop.ship-it-failed.v1',
    });
    expect(topics.subscribe.map(({ topic }) => topic)).to.include('onex.evt.shop.pay-failed.v1');
    expect(topics.publish.map(({ topic }) => topic)).to.include.members([
      'onex.cmd.shop.pay-requested.v1',
      'onex.evt.shop.checkout-stage-completed.v1',
    ]);
  });

  it('never commands itself by a topic that it makes up', () => {
    const { workflow, topics, operations } = contractOf(
      'name: node_shop_pay_orchestrator\nnode_type: orchestrator\n' +
        'workflow_coordination: {workflow_definition: {execution_graph: {nodes: [{node_id: pay}, pay_workflow, pay_stage]}}}',
    );
    const heard = new Set(topics.subscribe.map(({ topic }) => topic));
    const given = new Set([
      ...Object.values(workflow?.eventTopics ?? {}),
      ...operations.flatMap(({ completedTopic, failedTopic }) => [completedTopic, failedTopic]),
    ]);
    expect(topics.subscribe[0]?.topic).to.equal('onex.cmd.shop.pay-requested.v1');
    for (const { commandTopic, completedTopic, failedTopic } of workflow?.steps ?? []) {
      expect(heard.has(commandTopic)).to.equal(false);
      expect([completedTopic, failedTopic].filter((topic) => given.has(topic))).to.deep.equal([]);
    }
    expect(workflow?.steps[0]).to.include({
      commandTopic: 'onex.cmd.shop.pay-step-requested.v1',
      completedTopic: 'onex.evt.shop.pay-step-completed.v1',
    });
  });

  it('refuses topics of steps that the node itself hears or gives out, where they are written', () => {
    const text = flow(
      '[{node_id: pay, command_topic: onex.cmd.shop.go.v1}, {node_id: ship}, {node_id: tell}]',
      `event_bus: {subscribe_topics: [onex.cmd.shop.go.v1]}
annotations:
  workflow:
    steps:
      ship: {completed_topic: onex.evt.shop.checkout-stage-completed.v1}
      tell: {command_topic: onex.evt.shop.told.v1, completed_topic: onex.evt.shop.told.v1}`,
    );
    expect(issuesOf(text)).to.deep.equal([
      '8:31 annotations.workflow.steps.ship.completed_topic: the node itself publishes the events of its workflow on "onex.evt.shop.checkout-stage-completed.v1"; give step "ship" another topic',
      '9:29 annotations.workflow.steps.tell.command_topic: the node itself subscribes to "onex.evt.shop.told.v1", so it would send commands to itself in an endless loop; give step "tell" another topic',
      '14:45 workflow_coordination.workflow_definition.execution_graph.nodes[0].command_topic: the node itself subscribes to "onex.cmd.shop.go.v1", so it would send commands to itself in an endless loop; give step "pay" another topic',
    ]);
  });

  it('refuses a circle and shows it, and a dependency that does not exist', () => {
    expect(
      issuesOf(
        flow(
          '[{node_id: a, depends_on: [c]}, {node_id: b, depends_on: [a]}, {node_id: c, depends_on: [b, x]}]',
        ),
      ),
    ).to.deep.equal([
      '9:14 workflow_coordination.workflow_definition.execution_graph.nodes: the steps depend on each other in a cycle: a → c → b → a',
      '9:102 workflow_coordination.workflow_definition.execution_graph.nodes[2].depends_on: "c" waits for "x", which is not a step',
    ]);
  });

  it('finds a circle exactly when no order of the steps exists', () => {
    const graph = fc
      .integer({ min: 1, max: 7 })
      .chain((size) =>
        fc.array(fc.array(fc.nat(size - 1), { maxLength: 3 }), { minLength: size, maxLength: size }),
      );
    fc.assert(
      fc.property(graph, (edges) => {
        const nodes = edges.map((dependsOn, id) => ({ id: String(id), dependsOn: dependsOn.map(String) }));
        const done = new Set<string>();
        for (let round = 0; round < nodes.length; round += 1) {
          for (const { id, dependsOn } of nodes)
            if (dependsOn.every((other) => done.has(other))) done.add(id);
        }
        const cycle = findCycle(nodes);
        expect(cycle === null).to.equal(done.size === nodes.length);
        if (cycle !== null) {
          expect(cycle.at(0)).to.equal(cycle.at(-1));
          for (const [index, id] of cycle.slice(0, -1).entries()) {
            expect(nodes.find((node) => node.id === id)?.dependsOn).to.include(cycle[index + 1]);
          }
        }
      }),
    );
  });
});

import { expect } from 'chai';
import { issuesOf } from '../read.ts';

const flow = (
  operations: string,
  notes: string,
  graph = 'nodes: [{node_id: pay}, {node_id: ship}]',
): string => `
name: node_shop_sale_orchestrator
node_type: ORCHESTRATOR_GENERIC
annotations:
  domain: shop
  operations: [${operations}]
  workflow: {steps: {${notes}}}
workflow_coordination:
  workflow_definition:
    execution_graph:
      ${graph}
`;

const warnings = (text: string): readonly string[] =>
  issuesOf(text, 'warning').filter((message) => message.includes('for_operations'));

const TWO = '{operation: book}, {operation: cancel}';

describe('an orchestrator with several operations', () => {
  it('causes a warning at its steps when no step names the operations that run it', () => {
    expect(warnings(flow(TWO, ''))).to.deep.equal([
      '11:7 workflow_coordination.workflow_definition.execution_graph.nodes: all 2 operations run all steps; ' +
        'name the operations that run a step in annotations.workflow.steps.<step>.for_operations, ' +
        'also where these are all of them',
    ]);
    expect(warnings(flow(`${TWO}, {operation: quote}`, 'pay: {timeout_ms: 20000}'))[0]).to.include(
      'all 3 operations',
    );
  });

  it('causes it too where steps are listed in place of a graph, or there is one step', () => {
    expect(warnings(flow(TWO, '', '- {node_id: pay}'))[0]).to.match(/^10:5 .*execution_graph: all 2/u);
  });

  it('causes none when a step names operations, also all of them', () => {
    expect(warnings(flow(TWO, 'pay: {for_operations: [book]}'))).to.deep.equal([]);
    expect(warnings(flow(TWO, 'ship: {for_operations: [book, cancel]}'))).to.deep.equal([]);
    const inGraph = 'nodes: [{node_id: pay, for_operations: [book]}, {node_id: ship}]';
    expect(warnings(flow(TWO, '', inGraph))).to.deep.equal([]);
  });

  it('causes none with one operation, with none, or without steps', () => {
    expect(warnings(flow('{operation: book}', ''))).to.deep.equal([]);
    expect(warnings(flow('', ''))).to.deep.equal([]);
    expect(warnings(flow(TWO, '', 'nodes: []'))).to.deep.equal([]);
  });
});

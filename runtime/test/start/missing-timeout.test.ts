import { expect } from 'chai';
import { hasNoTimeout, timeLimitWarning } from '../../src/start/missing-timeout.ts';
import { contractOf } from '../contract/read.ts';

const lacks = (body: string, kind = 'EFFECT_GENERIC'): boolean =>
  hasNoTimeout(contractOf(`name: node_shop_order_x\nnode_type: ${kind}\n${body}\n`));

describe('a contract without a timeout', () => {
  it('is found, whatever its kind but a reducer', () => {
    expect(lacks('io_operations: [{operation: pay}]')).to.equal(true);
    expect(lacks('operations: [{operation: pay}]', 'COMPUTE_GENERIC')).to.equal(true);
    expect(lacks('operations: [{operation: pay}]', 'REDUCER_GENERIC')).to.equal(false);
  });

  it('is not one of which any part has a timeout', () => {
    expect(lacks('io_operations: [{operation: pay}, {operation: read, timeout_ms: 5}]')).to.equal(false);
    expect(lacks('performance: {single_operation_max_ms: 5}')).to.equal(false);
  });
});

describe('what is said of time limits at start', () => {
  const said = (body: string, kind = 'EFFECT_GENERIC'): string | null =>
    timeLimitWarning(contractOf(`name: node_shop_order_x\nnode_type: ${kind}\n${body}\n`));

  it('names the default where the contract has none, and the operations whose limit is 0', () => {
    expect(said('io_operations: [{operation: pay}]')).to.contain('default of 300 s');
    expect(said('io_operations: [{operation: pay, timeout_ms: 0}, {operation: read}]')).to.match(
      /^pay: .* 0,/u,
    );
    expect(said('io_operations: [{operation: pay}]\ndescriptor: {timeout_ms: 0}')).to.match(/^pay: /u);
  });

  it('is nothing where there is a limit, and of a reducer', () => {
    expect(said('io_operations: [{operation: pay, timeout_ms: 5}]')).to.equal(null);
    expect(said('operations: [{operation: pay}]', 'REDUCER_GENERIC')).to.equal(null);
  });

  it('names the steps of an orchestrator', () => {
    expect(said('', 'ORCHESTRATOR_GENERIC')).to.contain('step without a reply waits forever');
  });
});

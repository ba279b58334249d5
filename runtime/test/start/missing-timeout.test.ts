import { expect } from 'chai';
import { hasNoTimeout } from '../../src/start/missing-timeout.ts';
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

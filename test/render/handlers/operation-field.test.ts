import { expect } from 'chai';
import { readContract } from 'onex-runtime/contract';
import { operationViews } from '../../../lib/render/view/operations/operations.ts';

const text = (kind: string): string => `name: node_shop_row_${kind.toLowerCase()}
contract_version: {major: 1, minor: 0, patch: 0}
node_type: ${kind}_GENERIC
description: Changes rows.
input_model: shop.models.ModelRowInput
output_model: shop.models.ModelRowOutput
io_operations:
  - {operation: change, input_fields: ["operation: str", "row: int"], output_fields: ["operation: str"]}
`;

describe('a field `operation` of a contract', () => {
  it('is in the models of an effect, because its payload has it', () => {
    const { contract } = readContract(text('EFFECT'), { file: 'contract.yaml' });
    const [view] = operationViews(contract!, 'Row', 'row');
    expect(view?.input?.map(({ name }) => name)).to.deep.equal(['operation', 'row']);
    expect(view?.output?.map(({ name }) => name)).to.deep.equal(['operation']);
  });
});

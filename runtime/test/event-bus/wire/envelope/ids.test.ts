import { expect } from 'chai';
import { ONEX_NAMESPACE, outputId, uuidv5 } from '../../../../src/event-bus/index.ts';

const ID = '7c6f2b1e-6a55-4f5c-9a0e-000000000001';
const OTHER = '7c6f2b1e-6a55-4f5c-9a0e-000000000002';
describe('name-based ids', () => {
  it('are UUIDs of version 5', () => {
    // The example of RFC 9562, appendix A.4: www.example.com in the DNS namespace.
    expect(uuidv5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).to.equal(
      '2ed6657d-e927-568b-95e1-2665a8aea6a2',
    );
    expect(uuidv5(ONEX_NAMESPACE, 'x')).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab]/);
  });

  it('give each output of each node to one input an id of its own, the same each time', () => {
    expect(outputId(ID, 'node_a', 0)).to.equal(outputId(ID, 'node_a', 0));
    const ids = [
      outputId(ID, 'node_a', 0),
      outputId(ID, 'node_a', 1),
      outputId(ID, 'node_b', 0),
      outputId(OTHER, 'node_a', 0),
    ];
    expect(new Set(ids).size).to.equal(4);
  });
});

import { expect } from 'chai';
import { readContract, type ContractReading } from 'onex-runtime/contract';
import { parsePattern } from '../../../src/contract/machine/conditions/patterns.ts';
import { withHead } from '../read.ts';

const read = (text: string): ContractReading => readContract(text, { file: 'contract.yaml' });
const many = (count: number, line: (index: number) => string, between = '\n'): string =>
  Array.from({ length: count }, (_, index) => line(index)).join(between);

/** A mapping of `!!pairs`, each of which repeats the one before it twice. */
const pairs = many(24, (n) =>
  n === 0 ? 'p0: &p0 !!pairs [x: 1]' : `p${n}: &p${n} !!pairs [x: *p${n - 1}, y: *p${n - 1}]`,
);

// Each of these took seconds or for ever, or threw; the time limit of the tests is the bound.
const HEAVY: Readonly<Record<string, string>> = {
  'a chain of 3,000 references': withHead(
    `inputs: [x: T0]\ndefinitions:\n${many(3000, (n) => `  T${n}: {$ref: "#/definitions/T${n + 1}"}`)}\n`,
  ),
  'a pattern of 20,000 quantifiers': withHead(
    `inputs: {x: {type: string, pattern: "^${'a*'.repeat(20_000)}"}}\n`,
  ),
  'aliases of !!pairs within each other': withHead(pairs),
  'a name of 80 KB': `name: node_${'aB'.repeat(40_000)}\nnode_type: effect\n`,
  'a handler of 200 KB in capitals': withHead(
    `handler_routing: {handlers: [{handler: ${'A'.repeat(200_000)}}]}\n`,
  ),
  '4,000 operations and 4,000 topics': withHead(
    `io_operations:\n${many(4000, (n) => `  - operation: thing-go-${n}`)}\nevent_bus:\n  publish_topics:\n${many(4000, (n) => `    - onex.evt.a.thing-go-${n}-thing.v1`)}\n`,
  ),
  '3,000 routes and 4,000 topics': withHead(
    `handler_routing: {handlers: [${many(3000, (n) => `{handler: H${n}, event_type: a.thing-${n}}`, ', ')}]}\nevent_bus: {subscribe_topics: [${many(4000, (n) => `onex.cmd.a.thing-${n}.v1`, ', ')}]}\n`,
  ),
  '4,000 names under required that are no properties': withHead(
    `inputs: {type: object, properties: {${many(4000, (n) => `prop${n}: {type: string}`, ',')}}, required: [${many(4000, (n) => `porp${n}`, ',')}]}\n`,
  ),
  'a number of 400,000 digits': withHead(`x: ${'9'.repeat(400_000)}\n`),
  'a number of base sixty with 100,000 parts': withHead(`x: 1${':1'.repeat(100_000)}\n`),
  'a graph of 2,000 edges with a long text': `name: node_a_b_orchestrator\nnode_type: orchestrator\nworkflow_coordination: {workflow_definition: {execution_graph: {nodes: [{node_id: a}], edges: [${many(2000, (n) => `"${' '.repeat(n % 100)}a -> b${n}"`, ', ')}]}}}\n`,
};

describe('the work that a contract can cause', () => {
  for (const [what, text] of Object.entries(HEAVY)) {
    it(`is bounded for ${what}`, () => {
      expect(read(text).issues.length).to.be.lessThan(1000);
    }).timeout(20_000);
  }

  it('is bounded for types that lead to one another, which are then any, with a warning', () => {
    const { contract, issues } = read(HEAVY['a chain of 3,000 references']!);
    expect(contract?.operations[0]?.input?.[0]?.type.kind).to.equal('any');
    expect(issues.map(({ message }) => message).join('\n')).to.contain('types refer to each other');
  });

  it('is bounded for a pattern by what it asks for, and a pattern that could match nothing is none', () => {
    expect(parsePattern('^a*a*a{500}b')).to.equal(null);
    expect(parsePattern(`^${'a'.repeat(2000)}`)).to.equal(null);
    const { source, longest } = parsePattern('^[ab]*[ab]*c{40}$') ?? { source: '', longest: 0 };
    expect(longest).to.be.within(100, 2047);
    const text = 'a'.repeat(longest ?? 0);
    expect(new RegExp(source, 'u').test(text)).to.equal(false);
    expect(parsePattern('^[a-z]+@[a-z]+$')?.longest).to.equal(2048);
  });
});

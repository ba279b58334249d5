import { expect } from 'chai';
import fc from 'fast-check';
import { formatFinding, findingOf, readContract } from 'onex-runtime/contract';
import { stringify } from 'yaml';

/** Keys that the readers know, so that trees reach deep into them. */
const KEYS = [
  'name',
  'node_type',
  'io_operations',
  'operation',
  'input_fields',
  'output_fields',
  'definitions',
  'properties',
  'required',
  'type',
  'enum',
  'items',
  'anyOf',
  'allOf',
  '$ref',
  'default',
  'pattern',
  'config',
  'env_var',
  'state_machine',
  'states',
  'transitions',
  'conditions',
  'from_state',
  'to_state',
  'trigger',
  'initial_state',
  'workflow_coordination',
  'workflow_definition',
  'execution_graph',
  'nodes',
  'edges',
  'depends_on',
  'node_id',
  'annotations',
  'workflow',
  'steps',
  'event_bus',
  'subscribe_topics',
  'publish_topics',
  'topic',
  'handler_routing',
  'handlers',
  'handler',
  'error_handling',
  'retry_policy',
  'max_retries',
  'circuit_breaker',
  'enabled',
  'feature_flags',
  'dependencies',
  'capabilities',
  'metadata',
  'inputs',
  'outputs',
  'fields',
  '__proto__',
  'constructor',
];
const SCALARS = [
  'effect',
  'reducer',
  'orchestrator',
  'str',
  'list[T]',
  'T',
  '#/definitions/T',
  'object',
  '^a*$',
];

const scalar = fc.oneof(
  fc.constantFrom<unknown>(...SCALARS, ...KEYS, null, true, false, 0, 1.5, -1, 1e30, ''),
  fc.string({ maxLength: 12 }),
);
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    scalar,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...KEYS, 'T', 'a', 'zebra'), tie('tree'), { maxKeys: 6 }),
  ),
}));
const kinds = fc.constantFrom('effect', 'compute', 'reducer', 'orchestrator');
/** Pieces of YAML, put together at random. */
const MARKS = [
  'a|: |- |\n|  |&x |*x|<<: |{|}|[|]|, |!!pairs |!!set |!!int |"|\'|>-\n|#|1:30|010|no|=|~|2026-02-30|? |\t',
].flatMap((marks) => marks.split('|'));
const pieces = fc.array(
  fc.constantFrom(...MARKS, '|\n', '%YAML 1.2\n---\n', ...KEYS.map((key) => `${key}: `)),
  { maxLength: 60 },
);

function expectAnswer(text: string): void {
  for (const origin of ['project', 'foreign'] as const) {
    const { contract, issues } = readContract(text, { file: 'contract.yaml', origin });
    const errors = issues.filter(({ severity }) => severity === 'error').length;
    expect(contract === null).to.equal(errors > 0);
    for (const issue of issues) {
      expect(formatFinding(findingOf(issue, 'contract.yaml'))).to.match(
        /^contract\.yaml:\d+:\d+: [^\p{Cc}\u2028\u2029]+$/u,
      );
    }
  }
}

describe('the reader of contracts', function () {
  this.timeout(60_000);

  it('gives a model or errors for any tree', () => {
    fc.assert(
      fc.property(kinds, fc.dictionary(fc.constantFrom(...KEYS), tree, { maxKeys: 8 }), (kind, given) => {
        expectAnswer(stringify({ ...given, name: 'node_a_b_effect', node_type: kind }));
      }),
      { numRuns: 400 },
    );
  });

  it('gives a model or errors for any text', () => {
    fc.assert(
      fc.property(fc.boolean(), pieces, (isNamed, given) => {
        expectAnswer(`${isNamed ? 'name: node_a_b_effect\nnode_type: effect\n' : ''}${given.join('')}`);
      }),
      { numRuns: 2000 },
    );
  });
});

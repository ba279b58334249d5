import { expect } from 'chai';
import { parseYaml, readContract } from 'onex-runtime/contract';
import { contractOf, issuesOf, withHead } from '../read.ts';

const valueOf = (text: string): unknown => (parseYaml(`a: ${text}`).value as { a: unknown }).a;

/** What PyYAML 6.0.3 loads. */
const SCALARS: readonly (readonly [string, unknown])[] = [
  ['no', false],
  ['Off', false],
  ['YES', true],
  ['nO', 'nO'],
  ['y', 'y'],
  ['N', 'N'],
  ['"no"', 'no'],
  ['~', null],
  ['Null', null],
  ['nULL', 'nULL'],
  ['010', 8],
  ['-010', -8],
  ['08', '08'],
  ['0o7', '0o7'],
  ['0x1F', 31],
  ['0b11', 3],
  ['1_000', 1000],
  ['1e3', '1e3'],
  ['1.5e+3', 1500],
  ['1.0e3', '1.0e3'],
  ['.5', 0.5],
  ['-.5', '-.5'],
  ['1.', 1],
  ['1:30', 90],
  ['-1:30', -90],
  ['190:20:30', 685_230],
  ['01:30', '01:30'],
  ['1:99', '1:99'],
  ['1:30.5', 90.5],
  ['.inf', Infinity],
  ['-.INF', -Infinity],
  ['12345678901234567890', 12_345_678_901_234_567_890n],
  ['2026-01-02', '2026-01-02'],
  ['1.0.0', '1.0.0'],
  ['!!str no', 'no'],
  ['!!float 3', 3],
  ['!!int "12"', 12],
  ['!!binary aGk=', 'aGk='],
];

describe('YAML as Python’s reader has it', () => {
  for (const [text, value] of SCALARS) {
    it(`reads ${text}`, () => {
      expect(valueOf(text)).to.deep.equal(value);
    });
  }

  it('takes keys as they are written, and says which are no text to Python', () => {
    const { value, issues } = parseYaml('on: 1\n~: 2\n010: 3\n"off": 4\n');
    expect(value).to.deep.equal({ on: 1, '~': 2, '010': 3, off: 4 });
    expect(issues.map(({ severity, position: { line } }) => [severity, line])).to.deep.equal([
      ['warning', 1],
      ['warning', 2],
    ]);
  });

  it('lets a key of a mapping count before what is merged into it, and the first of a list before the others', () => {
    const text = 'a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc: {<<: [*a, *b], z: 3}\nd: {x: 9, <<: *a}\n';
    const { c, d } = parseYaml(text).value as { c: object; d: object };
    expect(c).to.deep.equal({ x: 1, y: 1, z: 3 });
    expect(d).to.deep.equal({ x: 9, y: 1 });
  });

  it('knows where a merged key stands', () => {
    const { positionOf } = parseYaml('a: &a\n  x: 1\nb:\n  <<: *a\n');
    expect(positionOf(['b', 'x'], 'key')).to.deep.equal({ line: 2, column: 3 });
  });

  for (const [text, line] of [
    ['=', 'x: ='],
    ['<<', 'x: [<<]'],
    ['a day that does not exist', 'x: 2026-02-30'],
    ['an hour that does not exist', 'x: 2026-02-01T25:00:00'],
    ['a key that stands twice', 'x: 1\nx: 2'],
  ] as const) {
    it(`takes ${text} for an error in the project’s own contract and for a warning in another`, () => {
      const severities = (origin: 'project' | 'foreign'): unknown =>
        readContract(withHead(`annotations:\n  ${line.replace('\n', '\n  ')}\n`), {
          file: 'x',
          origin,
        }).issues.find(({ position }) => position.line > 3)?.severity;
      expect([severities('project'), severities('foreign')]).to.deep.equal(['error', 'warning']);
    });
  }

  it('takes off for text where text is meant, and says so', () => {
    const text =
      'name: node_a_b_reducer\nnode_type: reducer\nstate_machine: {initial_state: off, states: [off, on], transitions: [{from_state: off, to_state: on, trigger: go}]}\n';
    const { stateMachine } = contractOf(text);
    expect(stateMachine?.states.map(({ name }) => name)).to.deep.equal(['off', 'on']);
    expect(issuesOf(text, 'warning').join('\n')).to.contain('off without quotes is a boolean in YAML 1.1');
  });

  it('is parsed once: the strict rules and the reader see the same values', () => {
    const text = withHead(
      'io_operations: [{operation: a, idempotent: no}]\nfeature_flags: [{name: x, default: on}]',
    );
    const contract = contractOf(text);
    expect(contract.operations[0]?.idempotent).to.equal(false);
    expect(contract.featureFlags[0]?.default).to.equal(true);
  });
});

describe('a boolean of a contract', () => {
  const off = ['false', 'no', 'off', '"no"', '"off"', '"0"', '0', '"F"', '"n"'];
  const on = ['true', 'yes', 'on', '"yes"', '"1"', '1', '"T"', '"y"'];
  const places: Readonly<Record<string, (value: string) => boolean | undefined>> = {
    'required of a setting': (value) =>
      contractOf(`config: {x: {env_var: X, required: ${value}}}`).settings[0]?.required,
    'required of a variable': (value) =>
      contractOf(`env_dependencies: {X: {required: ${value}}}`).environment[0]?.required,
    'required of a field': (value) =>
      contractOf(`inputs: [{name: x, type: str, required: ${value}}]`).operations[0]?.input?.[0]?.required,
    'required of a property': (value) =>
      contractOf(`inputs: {type: object, properties: {x: {type: string, required: ${value}}}}`).operations[0]
        ?.input?.[0]?.required,
    'enabled of retries': (value) =>
      contractOf(`error_handling: {retry_policy: {max_retries: 2, enabled: ${value}}}`).retry.maxRetries > 0,
    'enabled of an effect’s retries': (value) =>
      contractOf(`retry_policies: {max_attempts: 3, enabled: ${value}}`).retry.maxRetries > 0,
    'enabled of a circuit breaker': (value) =>
      contractOf(`circuit_breaker: {failure_threshold: 2, enabled: ${value}}`).circuitBreaker !== null,
    'a circuit breaker of an effect’s retries': (value) =>
      contractOf(`retry_policies: {circuit_breaker_enabled: ${value}}`).circuitBreaker !== null,
    'enabled of a cache': (value) =>
      contractOf(`caching: {max_entries: 2, enabled: ${value}}`).cache !== null,
    'enabled of a health check': (value) =>
      contractOf(`health_check: {enabled: ${value}}`).healthCheck?.enabled,
    'enabled of idempotency': (value) =>
      contractOf(`idempotency: {enabled: ${value}, hash_fields: [a]}`).idempotency?.enabled,
    'a capability': (value) => contractOf(`capabilities: {x: ${value}}`).capabilities.length === 1,
    'a feature flag': (value) => contractOf(`feature_flags: {x: ${value}}`).featureFlags[0]?.default,
    'idempotent operations': (value) =>
      contractOf(`idempotent_operations: ${value}\nio_operations: [operation: a]`).operations[0]?.idempotent,
    'optional of a dependency': (value) =>
      contractOf(`dependencies: [{name: x, optional: ${value}}]`).dependencies[0]?.required === false,
    'intent emission': (value) =>
      contractOf(
        `name: node_a_b_reducer\nnode_type: reducer\nintent_emission: {enabled: ${value}, intents: [{intent_type: a.b}]}`,
      ).intents.length === 1,
  };
  for (const [place, read] of Object.entries(places)) {
    it(`is read by Python’s rule: ${place}`, () => {
      expect(off.map(read)).to.deep.equal(off.map(() => false));
      expect(on.map(read)).to.deep.equal(on.map(() => true));
    });
  }

  it('closes a model by any spelling of false', () => {
    const strict = (value: string): unknown =>
      contractOf(
        `inputs: [{name: x, type: object, properties: {a: {type: string}}, additionalProperties: ${value}}]`,
      ).operations[0]?.input?.[0]?.type;
    expect(strict('no')).to.deep.include({ kind: 'model', strict: true });
    expect(strict('yes')).to.not.have.property('strict');
  });
});

import { expect } from 'chai';
import type { Contract } from 'onex-runtime/contract';
import { contractOf, issuesOf, withHead } from '../read.ts';

const retry = (policy: string): Contract['retry'] =>
  contractOf(`error_handling: {retry_policy: ${policy}}`).retry;
const told = (body: string): string => issuesOf(withHead(body), 'warning').join('\n');

describe('the retry policy of a contract', () => {
  it('is switched off by enabled, whatever stands beside it', () => {
    expect(retry('{enabled: false, max_retries: 5}').maxRetries).to.equal(0);
    expect(retry('{enabled: true, max_retries: 5}').maxRetries).to.equal(5);
    expect(retry('{enabled: false}').maxRetries).to.equal(0);
  });

  it('counts the first attempt among max_attempts and not among max_retries', () => {
    expect(retry('{max_attempts: 1}').maxRetries).to.equal(0);
    expect(retry('{max_attempts: 4}').maxRetries).to.equal(3);
    expect(retry('{max_retries: 0}').maxRetries).to.equal(0);
    expect(retry('{}').maxRetries).to.equal(3);
  });

  it('takes max_retries where both are there, and says so', () => {
    const body = 'error_handling: {retry_policy: {max_attempts: 9, max_retries: 1}}';
    expect(contractOf(body).retry.maxRetries).to.equal(1);
    expect(told(body)).to.contain('max_attempts: has no effect beside max_retries; remove one of them');
  });

  it('keeps delays of 0 and a longest delay that is not below the first', () => {
    expect(retry('{initial_delay_ms: 0, max_delay_ms: 0}')).to.include({ initialDelayMs: 0, maxDelayMs: 0 });
    expect(retry('{initial_delay_ms: 9000}').maxDelayMs).to.equal(9000);
    expect(retry('{base_delay_ms: 7}').initialDelayMs).to.equal(7);
  });

  it('has delays that grow, or stay the same where the contract says so', () => {
    expect(retry('{backoff_multiplier: 3}').exponentialBase).to.equal(3);
    expect(retry('{backoff_strategy: fixed}').exponentialBase).to.equal(1);
    expect(retry('{backoff_strategy: exponential_backoff, exponential_base: 4}').exponentialBase).to.equal(4);
    const linear = 'retry_policy: {backoff_strategy: linear}';
    expect(contractOf(linear).retry.exponentialBase).to.equal(2);
    expect(told(linear)).to.contain('delays of "linear" are not supported; they grow exponentially');
    expect(told('retry_policy: {backoff_strategy: fixed, exponential_base: 3}')).to.contain(
      'the base has no effect',
    );
  });

  for (const key of ['jitter_enabled', 'jitter_factor', 'retryable_status_codes', 'timeout_ms']) {
    it(`reports ${key}, which the runtime does not follow`, () => {
      expect(told(`retry_policy: {${key}: 1}`)).to.contain(`retry_policy.${key}: ignored: `);
    });
  }

  it('is the newest form of several, and the others are reported', () => {
    const body =
      'error_handling: {retry_policy: {max_retries: 1}}\nretry_policies: {max_retries: 2}\nretry_policy: {max_retries: 3}\n';
    expect(contractOf(body).retry.maxRetries).to.equal(1);
    expect(told(body))
      .to.contain('retry_policies: has no effect beside error_handling.retry_policy')
      .and.contain('retry_policy: has no effect beside error_handling.retry_policy');
    expect(
      contractOf('retry_policies: {max_retries: 2}\nretry_policy: {max_retries: 3}\n').retry.maxRetries,
    ).to.equal(2);
  });

  it('retries on the errors it names, in any spelling of the key', () => {
    for (const key of ['retry_on', 'retryable_errors', 'retryable_exceptions']) {
      expect(retry(`{${key}: [TIMEOUT]}`).retryOn).to.deep.equal(['TIMEOUT']);
    }
  });
});

describe('the circuit breaker of a contract', () => {
  it('is none where it is switched off or not there', () => {
    expect(contractOf('circuit_breaker: {enabled: false, failure_threshold: 2}').circuitBreaker).to.equal(
      null,
    );
    expect(contractOf('').circuitBreaker).to.equal(null);
    expect(contractOf('circuit_breaker: {}').circuitBreaker).to.deep.equal({
      failureThreshold: 5,
      timeoutMs: 60_000,
    });
  });

  it('has its threshold and its pause, in both spellings', () => {
    expect(
      contractOf('circuit_breaker: {failure_threshold: 1, reset_timeout_ms: 7}').circuitBreaker,
    ).to.deep.equal({
      failureThreshold: 1,
      timeoutMs: 7,
    });
    const both = 'circuit_breaker: {timeout_ms: 8, reset_timeout_ms: 7}';
    expect(contractOf(both).circuitBreaker?.timeoutMs).to.equal(7);
    expect(told(both)).to.contain('timeout_ms: has no effect beside reset_timeout_ms');
  });

  it('may stand in an effect’s retry policies', () => {
    const { circuitBreaker } = contractOf(
      'retry_policies: {max_retries: 5, circuit_breaker_enabled: true, circuit_breaker_threshold: 4, circuit_breaker_timeout_ms: 30}',
    );
    expect(circuitBreaker).to.deep.equal({ failureThreshold: 4, timeoutMs: 30 });
  });
});

describe('other policies of a contract', () => {
  it('read times in milliseconds or seconds', () => {
    expect(contractOf('caching: {ttl_seconds: 2}').cache).to.deep.equal({ maxEntries: 1000, ttlMs: 2000 });
    expect(contractOf('caching: {ttl_ms: 0, max_size: 3}').cache).to.deep.equal({ maxEntries: 3, ttlMs: 0 });
    expect(contractOf('health_check: {interval_seconds: 3, timeout_seconds: 1}').healthCheck).to.include({
      intervalMs: 3000,
      timeoutMs: 1000,
    });
    expect(told('caching: {ttl_ms: 5, ttl_seconds: 2}')).to.contain(
      'ttl_seconds: has no effect beside ttl_ms',
    );
  });

  it('take the cache of the annotations before the one of a compute', () => {
    const body = 'annotations: {cache: {max_entries: 1}}\ncaching: {max_entries: 2}\n';
    expect(contractOf(body).cache?.maxEntries).to.equal(1);
    expect(contractOf('caching: {enabled: false}').cache).to.equal(null);
  });

  it('take the time limit of one operation', () => {
    expect(
      contractOf('performance: {single_operation_max_ms: 5}\ndescriptor: {timeout_ms: 9}').timeoutMs,
    ).to.equal(5);
    expect(contractOf('descriptor: {timeout_ms: 9}').timeoutMs).to.equal(9);
    expect(contractOf('').timeoutMs).to.equal(null);
  });

  it('take the fields that identify a message, under any of their names', () => {
    for (const key of ['hash_fields', 'key_fields', 'key_field', 'keys', 'key', 'tracking_fields']) {
      expect(contractOf(`idempotency: {${key}: [sku]}`).idempotency).to.deep.equal({
        enabled: true,
        hashFields: ['sku'],
      });
    }
    expect(contractOf('descriptor: {idempotent: no}').idempotency).to.deep.equal({
      enabled: false,
      hashFields: [],
    });
    expect(contractOf('').idempotency).to.equal(null);
  });

  it('read the checks of a node’s health', () => {
    const { healthCheck } = contractOf(
      'health_check: {enabled: false, checks: [db, {name: bus, critical: yes}], backends: [{name: pg}]}',
    );
    expect(healthCheck).to.deep.include({ enabled: false });
    expect(healthCheck?.checks).to.deep.equal([
      { name: 'db', critical: false },
      { name: 'bus', critical: true },
      { name: 'pg', critical: false },
    ]);
  });
});

describe('a time limit of 0', () => {
  for (const [place, body] of [
    ['a descriptor', 'descriptor: {timeout_ms: 0}'],
    ['the performance', 'performance: {single_operation_max_ms: "0"}'],
    ['an operation', 'io_operations: [{operation: pay, timeout_seconds: 0}]'],
  ] as const) {
    it(`is no limit in ${place}`, () => {
      const { timeoutMs, operations } = contractOf(body);
      expect([timeoutMs, operations[0]?.timeoutMs ?? null]).to.deep.equal([null, null]);
    });
  }

  it('is no limit of a step and of a workflow', () => {
    const { workflow } = contractOf(
      'name: node_shop_trip_orchestrator\nnode_type: ORCHESTRATOR_GENERIC\n' +
        'workflow_coordination:\n  timeout_ms: 0\n  workflow_definition:\n    execution_graph:\n' +
        '      nodes: [{node_id: pay, node_type: EFFECT_GENERIC, timeout_ms: 0}]\n',
    );
    expect([workflow?.timeoutMs, workflow?.steps.map((step) => step.timeoutMs)]).to.deep.equal([
      null,
      [null],
    ]);
  });

  it('is not what a negative limit means', () => {
    expect(issuesOf(withHead('descriptor: {timeout_ms: -1}')).join()).to.contain('must be at least 0');
  });
});

describe('the fields that identify a message', () => {
  it('are read from a list, from one name, and from lists by name', () => {
    for (const keys of ['[a, b]', '{primary: [a], secondary: b}'])
      expect(contractOf(`idempotency: {keys: ${keys}}`).idempotency?.hashFields).to.deep.equal(['a', 'b']);
    expect(contractOf('idempotency: {key: a}').idempotency?.hashFields).to.deep.equal(['a']);
  });
});

describe('a file that is not the contract of a node', () => {
  for (const type of ['SCHEMA', 'SERVICE', 'service', 'query', 'RUNTIME_HOST_GENERIC']) {
    it(`is refused by its node type ${type}, which the message says`, () => {
      const [issue] = issuesOf(`name: order\nnode_type: ${type}\n`);
      expect(issue).to.match(/^2:12 node_type: .*a file of this type is not the contract of a node$/);
    });
  }
});

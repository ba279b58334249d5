import { expect } from 'chai';
import type { Contract } from 'onex-runtime/contract';
import { contractOf, issuesOf, withHead } from '../read.ts';

const warnings = (body: string): readonly string[] =>
  issuesOf(withHead(body), 'warning').filter((text) => !text.startsWith('1:1 event_bus: no topic'));
const errors = (body: string): readonly string[] => issuesOf(withHead(body), 'error');

describe('the forms of a circuit breaker', () => {
  const closed = { failureThreshold: 5, timeoutMs: 60_000 };
  const cases: readonly (readonly [string, Contract['circuitBreaker']])[] = [
    ['retry_policies: {circuit_breaker_enabled: true}', closed],
    ['retry_policies: {circuit_breaker_enabled: false, circuit_breaker_threshold: 2}', null],
    ['retry_policies: {circuit_breaker_threshold: 2}', null],
    [
      'effect_operations: {default_circuit_breaker: {failure_threshold: 2}}',
      { ...closed, failureThreshold: 2 },
    ],
    ['effect: {operation_name: a, circuit_breaker: {timeout_ms: 1}}', { ...closed, timeoutMs: 1 }],
    ['error_handling: {circuit_breaker: {enabled: off}}\ncircuit_breaker: {failure_threshold: 2}', null],
    ['circuit_breaker: {enabled: "no"}\nretry_policies: {circuit_breaker_enabled: true}', null],
  ];
  for (const [body, expected] of cases) {
    it(`give ${expected === null ? 'none' : JSON.stringify(expected)} for ${body.replaceAll('\n', ' ')}`, () => {
      expect(contractOf(body).circuitBreaker).to.deep.equal(expected);
    });
  }

  it('are reported where one stands in the retry policies beside one that counts', () => {
    const body =
      'circuit_breaker: {failure_threshold: 2}\n' +
      'retry_policies: {circuit_breaker_enabled: true, circuit_breaker_threshold: 9}\n';
    expect(contractOf(body).circuitBreaker?.failureThreshold).to.equal(2);
    expect(warnings(body)).to.deep.equal([
      '4:18 retry_policies.circuit_breaker_enabled: has no effect beside circuit_breaker; remove it',
      '4:49 retry_policies.circuit_breaker_threshold: has no effect beside circuit_breaker; remove it',
    ]);
  });

  it('refuse what is no mapping', () => {
    expect(errors('circuit_breaker: 5')).to.deep.equal([
      '3:18 circuit_breaker: expected a mapping, found number 5',
    ]);
  });

  it('refuse a threshold and a pause of 0', () => {
    const body = 'circuit_breaker: {failure_threshold: 0, reset_timeout_ms: 0}';
    expect(errors(body)).to.deep.equal([
      '3:38 circuit_breaker.failure_threshold: must be at least 1, found 0',
      '3:59 circuit_breaker.reset_timeout_ms: must be at least 1, found 0',
    ]);
  });
});

describe('the bounds of a retry policy', () => {
  for (const [policy, retries] of [
    ['{max_attempts: 1001}', 1000],
    ['{max_retries: 1000}', 1000],
    ['{max_retries: null, max_attempts: 2}', 1],
    ['{enabled: 0, max_attempts: 9}', 0],
    ['{enabled: "off"}', 0],
    ['{enabled: null, max_retries: 2}', 2],
    ['{max_retries: "7"}', 7],
  ] as const) {
    it(`include ${policy}`, () => {
      expect(contractOf(`retry_policy: ${policy}`).retry.maxRetries).to.equal(retries);
    });
  }
  for (const [policy, message] of [
    ['{max_attempts: 0}', '3:30 retry_policy.max_attempts: must be at least 1, found 0'],
    ['{max_attempts: 1002}', '3:30 retry_policy.max_attempts: must be at most 1001, found 1002'],
    ['{max_retries: -1}', '3:29 retry_policy.max_retries: must be at least 0, found -1'],
    ['{max_retries: 1001}', '3:29 retry_policy.max_retries: must be at most 1000, found 1001'],
    ['{max_retries: 1.5}', '3:29 retry_policy.max_retries: expected a whole number, found 1.5'],
    ['{exponential_base: 0.5}', '3:34 retry_policy.exponential_base: must be at least 1, found 0.5'],
    ['{enabled: maybe}', '3:25 retry_policy.enabled: expected true or false, found "maybe"'],
  ] as const) {
    it(`exclude ${policy}`, () => expect(errors(`retry_policy: ${policy}`)).to.deep.equal([message]));
  }

  it('say nothing where a constant delay has the base 1', () => {
    for (const strategy of ['fixed', 'Constant', 'NONE', 'static']) {
      const body = `retry_policy: {backoff_strategy: ${strategy}, exponential_base: 1}`;
      expect(contractOf(body).retry.exponentialBase, strategy).to.equal(1);
      expect(warnings(body), strategy).to.deep.equal([]);
    }
  });
});

describe('off switches and times of other policies', () => {
  it('are followed, whatever stands beside them', () => {
    expect(contractOf('annotations: {cache: {enabled: false}}\ncaching: {max_entries: 2}').cache).to.equal(
      null,
    );
    expect(contractOf('cache: {max_entries: 3}').cache).to.deep.equal({ maxEntries: 3, ttlMs: null });
    expect(contractOf('idempotency: {enabled: false, key: id}').idempotency).to.deep.equal({
      enabled: false,
      hashFields: ['id'],
    });
    expect(contractOf('descriptor: {idempotent: true}').idempotency?.enabled).to.equal(true);
  });

  it('report the second place of idempotency', () => {
    const body = 'idempotency: {enabled: true}\ndescriptor: {idempotent: false}\n';
    expect(contractOf(body).idempotency?.enabled).to.equal(true);
    expect(warnings(body).join('\n')).to.contain(
      '4:14 descriptor.idempotent: has no effect beside idempotency; remove one of them',
    );
  });

  it('have defaults of a health check, and no check without a name', () => {
    expect(contractOf('health_check: {checks: [{critical: true}]}').healthCheck).to.deep.equal({
      enabled: true,
      intervalMs: null,
      timeoutMs: null,
      checks: [],
    });
  });

  it('read a time limit of 0 as none, and shorten what no timer can wait for', () => {
    expect(errors('descriptor: {timeout_ms: 0}')).to.deep.equal([]);
    expect(contractOf('descriptor: {timeout_ms: 0}').timeoutMs).to.equal(null);
    expect(contractOf('descriptor: {timeout_ms: 2147483647}').timeoutMs).to.equal(2_147_483_647);
    expect(warnings('descriptor: {timeout_ms: 2147483647}')).to.deep.equal([]);
    expect(contractOf('descriptor: {timeout_ms: 2147483648}').timeoutMs).to.equal(2_147_483_647);
    expect(warnings('descriptor: {timeout_ms: 2147483648}')).to.have.length(1);
    expect(contractOf('cache: {ttl_seconds: 3000000}').cache?.ttlMs).to.equal(3_000_000_000);
  });
});

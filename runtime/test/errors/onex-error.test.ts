import { expect } from 'chai';
import {
  ContentError,
  ERROR_CODES,
  OnexError,
  findErrorCode,
  isContentError,
  isInfrastructureError,
  isOnexError,
  toOnexError,
  wireCode,
} from '../../src/errors/index.ts';

/** The codes in use, as the ONEX core writes them. */
const WIRE_CODES = [
  'ONEX_CORE_001_INVALID_PARAMETER',
  'ONEX_CORE_002_MISSING_REQUIRED_PARAMETER',
  'ONEX_CORE_005_VALIDATION_FAILED',
  'ONEX_CORE_006_VALIDATION_ERROR',
  'ONEX_CORE_021_FILE_NOT_FOUND',
  'ONEX_CORE_041_INVALID_CONFIGURATION',
  'ONEX_CORE_044_CONFIGURATION_ERROR',
  'ONEX_CORE_061_REGISTRY_NOT_FOUND',
  'ONEX_CORE_064_DUPLICATE_REGISTRATION',
  'ONEX_CORE_081_OPERATION_FAILED',
  'ONEX_CORE_082_TIMEOUT_EXCEEDED',
  'ONEX_CORE_086_INVALID_STATE',
  'ONEX_CORE_087_INITIALIZATION_FAILED',
  'ONEX_CORE_089_INTERNAL_ERROR',
  'ONEX_CORE_096_EVENT_BUS_ERROR',
  'ONEX_CORE_097_CONTRACT_VALIDATION_ERROR',
  'ONEX_CORE_122_DEPENDENCY_UNAVAILABLE',
  'ONEX_CORE_124_IMPORT_ERROR',
  'ONEX_CORE_141_METHOD_NOT_IMPLEMENTED',
  'ONEX_CORE_165_PROCESSING_ERROR',
  'ONEX_CORE_181_TYPE_MISMATCH',
];

describe('OnexError', () => {
  it('has every code in use, in its full form on the wire', () => {
    expect(ERROR_CODES.map(wireCode)).to.deep.equal(WIRE_CODES);
  });

  it('has exactly the keys of the wire as JSON', () => {
    const correlationId = '7c6f2b1e-6a55-4f5c-9a0e-000000000001';
    const error = new OnexError('VALIDATION_ERROR', 'amount is negative', {
      correlationId,
      context: { field: 'amount' },
    });
    const json = JSON.parse(JSON.stringify(error)) as Record<string, unknown>;
    expect(json).to.have.all.keys(
      'message',
      'error_code',
      'status',
      'correlation_id',
      'timestamp',
      'context',
    );
    expect(json).to.include({
      message: 'amount is negative',
      error_code: 'ONEX_CORE_006_VALIDATION_ERROR',
      status: 'error',
      correlation_id: correlationId,
    });
    expect(json['context']).to.deep.equal({ field: 'amount' });
    expect(new Date(json['timestamp'] as string).toISOString()).to.equal(json['timestamp']);
  });

  it('says its code before its message as text', () => {
    expect(String(new OnexError('EVENT_BUS_ERROR', 'broker away'))).to.equal(
      '[ONEX_CORE_096_EVENT_BUS_ERROR] broker away',
    );
  });

  it('keeps its cause, and wraps a foreign error once', () => {
    const cause = new TypeError('boom');
    const wrapped = toOnexError(cause, 'PROCESSING_ERROR');
    expect(wrapped).to.include({ code: 'PROCESSING_ERROR', message: 'boom', cause });
    expect(toOnexError(wrapped, 'INTERNAL_ERROR')).to.equal(wrapped);
    expect(isOnexError(cause)).to.equal(false);
  });

  it('finds a code by wire form, name or number', () => {
    for (const text of ['ONEX_CORE_082_TIMEOUT_EXCEEDED', 'TIMEOUT_EXCEEDED', '082', '82']) {
      expect(findErrorCode(text), text).to.equal('TIMEOUT_EXCEEDED');
    }
    expect(findErrorCode('ONEX_CORE_999_NOTHING')).to.equal(null);
    expect(findErrorCode('timeout')).to.equal(null);
  });
});

describe('classes of error', () => {
  it('takes a malformed message for a content error, a handler’s own validation error not', () => {
    expect(isContentError(new ContentError('the value is not JSON'))).to.equal(true);
    expect(new ContentError('x').code).to.equal('VALIDATION_ERROR');
    expect(isContentError(new OnexError('VALIDATION_ERROR', 'x'))).to.equal(false);
  });

  it('takes exactly 096 and 122 for infrastructure', () => {
    const infrastructure = ERROR_CODES.filter((code) => isInfrastructureError(new OnexError(code, 'x')));
    expect(infrastructure).to.deep.equal(['EVENT_BUS_ERROR', 'DEPENDENCY_UNAVAILABLE']);
    expect(isInfrastructureError(new Error('ECONNREFUSED'))).to.equal(false);
  });
});

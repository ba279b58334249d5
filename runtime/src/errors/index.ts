/**
 * Errors of the runtime: the codes of the ONEX core, what is repeatable, and where an error occurred. An error has a
 * code from `codes.ts`. Errors of stores are classified once, in `store/`.
 */
export { ERROR_CODES, findErrorCode, wireCode, type ErrorCode } from './codes.ts';
export {
  OnexError,
  isOnexError,
  toOnexError,
  type OnexErrorJson,
  type OnexErrorOptions,
} from './onex-error.ts';
export { errorText } from './error-text.ts';
export { ContentError, isContentError } from './content-error.ts';
export { isInfrastructureError } from './infrastructure-error.ts';
export { userFrame } from './user-frame.ts';
export { closeAll } from './close-all.ts';
export { installationFault } from './installation-fault.ts';
export { missingPeer } from './missing-peer.ts';
export {
  causeOfKafkaType,
  classifyStoreError,
  isNodeFault,
  isOfStatement,
  isRefusedValue,
  NodeFault,
  toStoreError,
  type StoreDescription,
  type StoreFault,
} from './store/index.ts';
export { inPhase, markPhase, phaseOf, type Phase } from './phase.ts';

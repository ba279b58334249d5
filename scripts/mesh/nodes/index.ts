/**
 * The nodes of this runtime that take part in the mesh check: their contracts, a ledger, and an audit.
 */
export { AUDIT, AuditOrchestrator, COMPLETED, FAILED, START } from './audit.ts';
export { InstalledContracts, KINDS, LEDGER, OTHERS, topicsOf, type Kind } from './contracts.ts';
export { BUG, LINES, PLACES, ledgerNodes, type NodeClass } from './ledger.ts';

/**
 * Tests a node against its contract: sends samples, boundary values, wrong types, messages with missing fields, and the
 * same message twice, and judges each answer. The contract's own schemas decide which messages the node must accept and
 * which answers it may give.
 */
export { contractCommand } from './command.ts';

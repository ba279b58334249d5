/**
 * Contracts as the generator uses them: text from answers, checks, and the JSON Schema. The subfolders edit,
 * compare, import, rename, and show contracts. The one reader of contracts is in the runtime. This folder writes
 * no files.
 */
export { contractText } from './contract-text.ts';
export { readNamed, type NamedContract } from './named-contract.ts';
export { checkContract } from './check-contract.ts';
export { contractFromAnswers, newOperation } from './contract-from-answers.ts';
export type { ContractAnswers, StepAnswer } from './write/index.ts';
export { checkStrict } from './strict/index.ts';
export { contractSchema, contractSchemaText } from './schema/index.ts';

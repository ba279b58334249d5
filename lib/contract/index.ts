export { contractText } from './contract-text.ts';
export { readNamed, type NamedContract } from './named-contract.ts';
export { checkContract } from './check-contract.ts';
export { contractFromAnswers, newOperation } from './contract-from-answers.ts';
export type { ContractAnswers, StepAnswer } from './write/answers.ts';
export { checkStrict } from './strict/check-strict.ts';
export { contractSchema, contractSchemaText } from './schema/contract-schema.ts';

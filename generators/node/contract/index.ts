/**
 * Creates the contract of a node: from answers, from a contract file, or from the node's present contract.
 *
 * Guarantees
 * 1. The user's edits of a contract stay.
 * 2. An option that contradicts the contract is refused, never ignored.
 * 3. An error names the file, line, and column.
 *
 * This folder does not render or write.
 */
export { checkName } from './check-name.ts';
export { NEED_THE_BUS, contractAnswers, stepOf, stepTexts } from './contract-answers.ts';
export { neighborWarnings } from './neighbor-warnings.ts';
export { newestVersion, presentNode, type PresentNode } from './present-node.ts';
export { readContractText } from './read-contract-file.ts';
export { readContracts, type ReadNodeContract } from './read-contracts.ts';
export { regenerate, withOwnersEdits, type Regeneration } from './regenerate.ts';
export { withoutBus } from './without-bus.ts';

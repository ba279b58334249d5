/** The text of a contract, from wherever it comes. */
export interface ContractFile {
  /** As shown to people: `contract.yaml`, `HEAD~1:nodes/…/contract.yaml`. */
  readonly file: string;
  /** POSIX, relative to the project's folder where it is in one. */
  readonly path: string;
  readonly text: string;
}

/** Two versions of one contract; null where a version does not have it. */
export interface ContractPair {
  readonly old: ContractFile | null;
  readonly new: ContractFile | null;
}

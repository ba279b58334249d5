/** The text of a contract from any source. */
export interface ContractFile {
  /** For display: `contract.yaml`, `HEAD~1:nodes/…/contract.yaml`. */
  readonly file: string;
  /** POSIX, relative to the project's folder if it is in one. */
  readonly path: string;
  readonly text: string;
}

/** Two versions of one contract; null if a version does not exist. */
export interface ContractPair {
  readonly old: ContractFile | null;
  readonly new: ContractFile | null;
}

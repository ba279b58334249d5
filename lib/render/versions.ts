/**
 * Pinned dependencies of a generated project. zod must be the runtime's own copy, because a model of one copy is not a
 * model to another. A test compares these with the package.json files of this repository.
 */
export const PROJECT_VERSIONS = {
  engines: '^22.18.0 || >=24.11.0',
  kafkajs: '2.2.4',
  /** For `--workflow-engine llamaindex`; deprecated upstream, so there will be no later version. */
  workflowCore: '1.3.4',
  zod: '4.6.7',
  nodeTypes: '24.19.2',
  oxlint: '1.89.0',
  /** Finds promises that nobody awaits, for `oxlint --type-aware`. */
  oxlintTsgolint: '7.0.2008',
  typescript: '7.0.2',
} as const;

/** The version of a new project. */
export const FIRST_VERSION = '0.1.0';

import type { DoctorRule } from '../../runtime/src/cli/doctor/checks/index.ts';
import type { Entry } from './entry.ts';

/** Checks of `onex doctor`: `rule` of a finding under `--json`. */
export const DOCTOR_CHECKS: Readonly<Record<DoctorRule, Entry>> = {
  config: {
    what: 'The config file of a node cannot be read, or lacks a required key.',
    why: 'The node validates its configuration at start, and would not start.',
    fix: 'Correct the file, or set the key that the message names.',
  },
  'config-directory': {
    what: 'The folder of `--config-dir` does not exist, or has a file that belongs to no node.',
    why: 'A file is used only if its name is the name of a node.',
    fix: 'Correct `--config-dir`, or rename or remove the file.',
  },
  contract: {
    what: 'The contract of a node has an error or a warning, or cannot be read.',
    why: 'A node with an error in its contract does not start. A warning names something without effect.',
    fix: 'Correct the contract at the place that the message names. See [writing a contract](contract.md).',
  },
  'contract-name': {
    what: 'A contract has another node name than its folder.',
    why: 'The folder was copied or renamed by hand.',
    fix: 'Make both equal. `onex rename` renames a node everywhere.',
  },
  'dangling-link': {
    what: 'A symbolic link in `nodes/` leads to nothing.',
    why: 'The file or folder that it names was moved or removed.',
    fix: 'Restore the target, or remove the link.',
  },
  dependencies: {
    what: 'Packages that `package.json` lists are not installed.',
    why: 'The dependencies were never installed, or `package.json` changed since then.',
    fix: 'Run the install command that the finding names.',
  },
  environment: {
    what: 'An environment variable that the contract requires is not set.',
    why: 'The node would not start in this environment.',
    fix: 'Set the variable where the node is started, or in `.env` for development.',
  },
  'git-attributes': {
    what: '`.gitattributes` lacks lines by which Git merges contracts and the generator’s records.',
    why: 'Without them Git merges these files line by line, which causes conflicts that the generator could resolve.',
    fix: 'Run `onex doctor --fix`.',
  },
  'kafka-cluster': {
    what: 'A broker answers, but the cluster cannot be used.',
    why: 'The login fails, the cluster does not answer in time, or its answer names brokers that are unreachable.',
    fix: 'Correct the address or the `KAFKA_…` variables. See [Kafka](kafka.md).',
  },
  'kafka-rights': {
    what: 'The user of the node lacks rights on topics or consumer groups.',
    why: 'The cluster uses access control lists, and they do not allow what the node’s contract needs.',
    fix: 'Grant the rights that the finding lists.',
  },
  'kafka-topics': {
    what: 'Topics of a node do not exist.',
    why: 'Nobody created them, and nodes create topics only with `--create-topics`.',
    fix: 'Create the topics, or start the node with `--create-topics`.',
  },
  'merge-driver': {
    what: 'Git has no merge driver for contracts in this clone, or the driver’s program does not exist.',
    why: 'The configuration of Git is not part of a repository, so each clone needs it once.',
    fix: 'Run `onex doctor --fix`.',
  },
  'missing-client': {
    what: 'The client library of a configured service is not installed.',
    why: '`kafkajs` and `pg` are optional, and installed only where they are needed.',
    fix: 'Run the command that the finding names.',
  },
  'missing-handler': {
    what: 'A contract has an operation without code.',
    why: 'The operation was added to `contract.yaml`, and the code was not generated or was deleted.',
    fix: 'Run `onex upgrade NODE`, or write the handler.',
  },
  'missing-import': {
    what: 'A source file of a node imports a file that does not exist.',
    why: 'The file was deleted, moved, or renamed.',
    fix: 'Restore the file, or correct the import.',
  },
  'no-nodes': {
    what: 'The project has no nodes.',
    why: 'The folder `nodes/` is empty, or none of its folders has a contract and a start script.',
    fix: 'Make a node, for example with `onex effect payment`.',
  },
  'no-project': {
    what: 'Neither this folder nor a folder above it is a project.',
    why: 'A project is a folder with `nodes/` or with the generator’s settings.',
    fix: 'Go to the project’s folder.',
  },
  'node-version': {
    what: 'This version of Node.js is too old.',
    why: 'Nodes run their TypeScript directly, which older versions cannot do.',
    fix: 'Install a version that the finding names.',
  },
  'package-json': {
    what: '`package.json` of the project is missing or is not JSON.',
    why: 'Without it, nothing can be installed or started.',
    fix: 'Restore it from version control.',
  },
  'runtime-version': {
    what: '`onex-runtime` is not a dependency, its tarball is missing, or another version is installed.',
    why: '`package.json`, `vendor/`, and `node_modules` do not fit together, for example after a merge.',
    fix: 'Run the command that the finding names.',
  },
  'service-unavailable': {
    what: 'Kafka, Consul, or PostgreSQL cannot be reached or refuses the connection.',
    why: 'The service does not run, the address is wrong, or the login or TLS settings do not fit.',
    fix: 'Start the service, or correct the setting that the finding names.',
  },
  setting: {
    what: 'A setting or an environment variable has a wrong value, or its name is unknown.',
    why: 'A node would refuse to start, because a misspelled name would have no effect.',
    fix: 'Correct it where the finding says that it comes from. [Environment](reference.md#environment) lists all variables.',
  },
  'shared-package': {
    what: 'A package that nodes and runtime share is installed in a version that the runtime does not support.',
    why: 'Objects of the package pass between your code and the runtime, so both need the same major version.',
    fix: 'Run the command that the finding names.',
  },
  'shell-command': {
    what: 'The shell finds another program under the name `onex` or `onex-runtime`.',
    why: 'The Python packages install commands with the same names.',
    fix: 'Run the command that the finding names. `npx onex` and `npx onex-runtime` run those of the project, where it has them among its packages.',
  },
  'start-script': {
    what: 'The start script of a node is not executable.',
    why: 'The file mode was lost, for example by a copy or an archive.',
    fix: 'Run the `chmod` command that the finding names.',
  },
  'state-directory': {
    what: 'Nodes cannot store their state in the state directory, or other users can read it.',
    why: 'The path is a file, leads to nothing, is not writable, or has open permissions.',
    fix: 'Run the command that the finding names, or set `ONEX_STATE_DIR` to a folder that you own.',
  },
};

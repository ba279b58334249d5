import type { UserErrorCode } from '../../lib/errors/index.ts';
import type { Entry } from './entry.ts';

/** Errors of the generator's commands: under `--json` the code is in `code`, and the entry is in `docs`. */
export const GENERATOR_ERRORS: Readonly<Record<UserErrorCode, Entry>> = {
  ERR_ONEX_ALREADY_EXISTS: {
    what: 'You asked for something that is already there: a node, an operation, a field, a state, a step, a topic, or a file. Nothing was written.',
    why: 'Names must be unique, in a contract as well as on disk.',
    fix: 'Choose another name, or change the existing thing instead of adding it.',
  },
  ERR_ONEX_AMBIGUOUS_NAME: {
    what: 'A name that you gave matches more than one node, version, or part of a contract.',
    why: 'Short names such as `payment` are accepted as long as only one thing has that name.',
    fix: 'Use one of the full names that the message lists, or add the option that it names, such as `--type`.',
  },
  ERR_ONEX_CONFLICT_MARKERS: {
    what: 'A file contains conflict markers (`<<<<<<<`). The command stopped with exit code 2 and wrote nothing.',
    why: 'A merge in Git, or an earlier run with `--on-conflict markers`, left lines that a person has to choose.',
    fix: 'Edit the file, remove the markers, and run the same command again. See [In the middle of a merge](git.md#in-the-middle-of-a-merge).',
  },
  ERR_ONEX_CONTRACT_EDIT: {
    what: '`onex add` or `onex remove` cannot make this change to the contract. The contract is unchanged.',
    why: 'Another part of the contract needs what you remove, or the contract is written in a way, such as through a YAML alias, that cannot be edited without changing other lines.',
    fix: 'Follow the hint of the message, or edit `contract.yaml` yourself and run `onex upgrade`.',
  },
  ERR_ONEX_DAMAGED_RECORDS: {
    what: 'A file that the generator keeps in `.onex/` cannot be used.',
    why: 'The file is truncated, was edited by hand, does not match the other files in its folder, or is left out of a sparse checkout.',
    fix: 'Restore the `.onex/` folder from version control. If no version is intact, delete the folder that the message names and run the command again. See [The .onex folder](upgrading.md#the-onex-folder).',
  },
  ERR_ONEX_FILE_CHANGED: {
    what: 'A file changed on disk while the command was running, or after the rename that you want to undo.',
    why: 'The generator compares each file with what it read before it writes, so it never overwrites a change that it has not seen.',
    fix: 'Run the same command again. For an undo, use your version control instead.',
  },
  ERR_ONEX_FILE_SYSTEM: {
    what: 'The operating system refused to read or write a file.',
    why: 'The message contains the reason: missing rights, a read-only or full disk, a path that is too long, or a missing file.',
    fix: 'Remove the cause that the message names and run the command again. A run that failed while writing has been rolled back.',
  },
  ERR_ONEX_GIT_BUSY: {
    what: '`onex rename` stopped with exit code 2 because Git is in the middle of a merge, a rebase, or another operation.',
    why: 'A rename changes many files at once. During a merge you could not separate its changes from those of the merge.',
    fix: 'Finish the operation with `git OPERATION --continue`, or undo it with `git OPERATION --abort`, and run the rename again.',
  },
  ERR_ONEX_INJECTION: {
    what: '`onex event-bus` did not change at least one of the files. Such files are as they were.',
    why: 'The file cannot be parsed, has no suitable class, has a member with the same name, or the result did not pass the checks that follow every edit. The message contains file, line, and column.',
    fix: 'Follow the hint of the message. If it prints a patch, review the patch and apply it by hand. See [injection](injection.md).',
  },
  ERR_ONEX_INSTALLATION: {
    what: 'The files are written, but the package manager failed to install the dependencies.',
    why: 'You used `--install`, and the package manager ended with an error. Its own output precedes the message.',
    fix: 'Correct what the package manager reports, and run the command that the message names in the project’s folder.',
  },
  ERR_ONEX_INTERNAL: {
    what: 'The generator failed in a way that it does not expect. This is a defect of generator-onex.',
    why: 'An error was thrown that no rule of this page describes.',
    fix: 'Run the command again with `--debug`, which prints the stack, and report the stack with the command line.',
  },
  ERR_ONEX_INTERRUPTED: {
    what: 'The command stopped with exit code 130.',
    why: 'You pressed Ctrl+C, answered “no” to the question whether to write, or the process received a signal.',
    fix: 'Run the command again when you are ready. Nothing was written, unless the report lists files.',
  },
  ERR_ONEX_INVALID_ANSWERS: {
    what: 'The answers file cannot be used.',
    why: 'The file of `--answers` is missing, is not UTF-8, is neither JSON nor YAML, is not a mapping, or has an unknown key.',
    fix: 'Correct the file at the place that the message names. [Answers files](reference.md#answers-files) lists the keys.',
  },
  ERR_ONEX_INVALID_CONTRACT: {
    what: 'A contract has errors. Each line of the message has the form `file:line:column: error`.',
    why: 'The generator renders a node from its contract, and writes nothing as long as the contract is wrong.',
    fix: 'Correct each line. `onex contract check FILE` checks the contract without writing anything. [The contract](contract.md) describes each key.',
  },
  ERR_ONEX_INVALID_DESTINATION: {
    what: 'The folder of the project cannot be used.',
    why: 'The path is a file, or you may not write to it.',
    fix: 'Choose another folder with `--destination`, or make the folder writable.',
  },
  ERR_ONEX_INVALID_FIELD: {
    what: 'A field of `onex add` cannot be read.',
    why: 'The field has no type, the type cannot be parsed, or it names a model that the contract does not define.',
    fix: 'Write the field as in `amount: Decimal`, with a type such as `str`, `int`, `Decimal`, `list[str]`, or `str | None`.',
  },
  ERR_ONEX_INVALID_MODELS: {
    what: 'A file with models cannot be used.',
    why: 'The file of `--models`, or a file that a `$ref` names, is missing, is not JSON Schema, is too large, or is outside the contract’s folder.',
    fix: 'Correct the path or the file. `onex models export --python MODULE` writes such a file from Pydantic models.',
  },
  ERR_ONEX_INVALID_NAME: {
    what: 'A name cannot be used for a node, domain, project, operation, field, topic, or folder.',
    why: 'Names become folders, classes, and topics. They must be valid in each of these places on Linux, macOS, and Windows.',
    fix: 'Choose a name that obeys the rules in [Names](reference.md#names).',
  },
  ERR_ONEX_INVALID_SETTINGS: {
    what: '`.yo-rc.json` or `package.json` cannot be read.',
    why: 'The file is not JSON, does not contain an object, or a value has the wrong type.',
    fix: 'Correct the value that the message names. If you do not need the file, delete it.',
  },
  ERR_ONEX_IN_USE: {
    what: '`onex remove` removed nothing, because other nodes use what you want to remove, or nothing would be left of the node.',
    why: 'The message lists each contract and line that refers to it. Without it, those nodes would wait for events that nobody publishes.',
    fix: 'Change the nodes that use it first, or remove it anyway with `--force`. See [What remove refuses](add-and-remove.md#what-remove-refuses).',
  },
  ERR_ONEX_LOCKED: {
    what: 'Another run of the generator is working in the same project.',
    why: 'Only one run may write at a time. The lock file names its process.',
    fix: 'Wait until the other run ends. If no such process exists, delete the lock file that the message names.',
  },
  ERR_ONEX_MISSING_FILE: {
    what: 'A generated file that the command reads does not exist.',
    why: 'Somebody deleted it. The generator needs it, for example because a version of a node is rendered from its contract.',
    fix: 'Restore it with the command in the message (`onex upgrade --restore PATH`), or from version control.',
  },
  ERR_ONEX_NEWER_GENERATOR: {
    what: 'The records in `.onex/`, or those of an injected file, were written by a newer version of generator-onex.',
    why: 'An older version does not know what the newer one recorded, and could undo its work.',
    fix: 'Update the generator: `npm install -g generator-onex@latest`.',
  },
  ERR_ONEX_NOT_FOUND: {
    what: 'You named something that does not exist: a node, a version, an operation, a field, a step, a topic, a file, or a Git revision.',
    why: 'The name is misspelled, or the thing was renamed or removed. The message suggests the most similar name.',
    fix: 'Correct the name. `onex status` and `onex contract show NODE` list what exists.',
  },
  ERR_ONEX_NOT_UPGRADED: {
    what: '`onex rename` stopped, because a generated file differs from what this generator would write.',
    why: 'A rename compares the files before and after it. Pending upgrades would appear as changes of the rename.',
    fix: 'Run `onex upgrade`, commit the result, and run the rename again.',
  },
  ERR_ONEX_NOTHING_TO_UNDO: {
    what: '`onex rename --undo` found no rename to undo.',
    why: 'Only the last rename can be undone, and only once.',
    fix: 'Use your version control to return to an earlier state.',
  },
  ERR_ONEX_NO_PROJECT: {
    what: 'The command needs a project, and neither this folder nor a folder above it is one.',
    why: 'The command reads or changes nodes, which only a project has.',
    fix: 'Go to the project’s folder, name it with `--destination`, or make a project with `onex project NAME`.',
  },
  ERR_ONEX_PROGRAM_FAILED: {
    what: 'A program that the command needs, such as Python, could not be run or ended with an error.',
    why: 'The program is not installed, is not on the `PATH`, or reported the error that the message quotes.',
    fix: 'Install the program, or name it with the option in the message, such as `--interpreter`.',
  },
  ERR_ONEX_RENAME_REFUSED: {
    what: '`onex rename` cannot rename or move this.',
    why: 'A rename changes a name and nothing else: not the kind of a node or of a topic, and not the domain of a node. A node moves only into a subfolder of `nodes/` that is not a node itself.',
    fix: 'Follow the hint of the message. See [rename and move](rename-and-move.md).',
  },
  ERR_ONEX_RUNTIME_MISSING: {
    what: '`onex-runtime` is not installed in the project, or its tarball is missing from this package.',
    why: 'Commands such as `onex dev` are run by the project’s own runtime. The generator ships it as a tarball.',
    fix: 'Run the install command that the message names. In a clone of this repository, run `npm run build`.',
  },
  ERR_ONEX_UNCOMMITTED: {
    what: '`onex remove` stopped with exit code 2, because a file that it would delete has changes in no commit.',
    why: 'Those changes would be lost.',
    fix: 'Commit the files, or delete them with `--force`.',
  },
  ERR_ONEX_UNFINISHED: {
    what: 'An earlier run was interrupted while it wrote files, or this run could not finish or roll back.',
    why: 'The journal in `.onex/` contains the changes that remain. The next run finishes them first.',
    fix: 'Check the disk, then run the command again, without `--dry-run`.',
  },
  ERR_ONEX_UNREADABLE_CONTRACT: {
    what: 'A file was given as a contract and cannot be read as one.',
    why: 'The file is missing, too large, not UTF-8, or describes no node.',
    fix: 'Correct the path or the file. `onex contract check FILE` checks it.',
  },
  ERR_ONEX_UNSAFE_PATH: {
    what: 'A path leads through a symbolic link or out of the project. Nothing was written.',
    why: 'Writing through a link could change files that do not belong to the project.',
    fix: 'Replace the link by a real file or folder, or name the real folder with `--destination`.',
  },
  ERR_ONEX_USAGE: {
    what: 'The command line is wrong: an unknown command or option, a missing or superfluous value, or options that exclude each other.',
    why: 'The generator guesses nothing, because a misspelled option would otherwise have no effect.',
    fix: 'Correct the command line. `onex COMMAND --help` and the [reference](reference.md#commands) list every option.',
  },
  ERR_ONEX_VERIFICATION: {
    what: 'The generated files did not pass verification. Nothing was written.',
    why: 'Before anything is written, each file is parsed, and each import and name in it is resolved. A failure is a defect of generator-onex, or the result of changes in your code that the new files do not match.',
    fix: 'Look at the place that the message names. If it is not in your code, report the message with the contract.',
  },
  ERR_ONEX_WRITE_REFUSED: {
    what: 'At least one file cannot be written, so nothing was written.',
    why: 'The file exists and is not the generator’s, is a link, or lies outside the project. The report lists each such file with a reason.',
    fix: 'Move the file away or rename it, and run the same command again.',
  },
};

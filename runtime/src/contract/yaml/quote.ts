// Readers of contracts quote what a contract says. The package's declarations do not name the private package.
export { quote, terminalLine, terminalLines, visible } from 'onex-cli-kit';

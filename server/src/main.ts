/**
 * The language server, wherever it runs: one bundle for Node and for a browser's worker, since all but the connection
 * is the same. What the one needs is not evaluated in the other.
 */
const runsInWorker = typeof importScripts === 'function';

void (runsInWorker ? import('./browser.js') : import('./node.js'));

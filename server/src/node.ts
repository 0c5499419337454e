import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import './packsBeside.js';
import { startServer } from './server.js';

// The transport is named on the command line: --stdio, --node-ipc, --socket=N or --pipe=NAME.
startServer(createConnection(ProposedFeatures.all));

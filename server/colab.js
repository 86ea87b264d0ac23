// Starts the server: what `npm start` runs once all is built.
import './check-node.js';

await import('./src/main.ts');

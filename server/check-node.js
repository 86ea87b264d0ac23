// Plain JavaScript for any Node: an old one could not even read the program, which is TypeScript.
if (!process.features.typescript) {
  process.stderr.write(
    `\ncolab cannot start: this is Node ${process.versions.node}, and Colab runs on Node 24, which its installation brings along. Start it with "npm start", or with node_modules/.bin/node in place of node. If that file is missing, the installation ran without install scripts: run "npm rebuild node".\n`,
  );
  process.exit(1);
}

/** First step of `npm test` and `npm run bench`: sees that this Node runs TypeScript as it is, or says in one line which one does. */
const [script, ...rest] = process.argv.slice(2);
const [major = 0] = process.versions.node.split('.').map(Number);

if (major < 24) {
  console.error(`The tests need Node 24; this is ${process.version} (${process.execPath}). On Linux x64 \`npm ci\` brings its own for every \`npm run\`; elsewhere install Node 24 from https://nodejs.org.`);
  process.exit(1);
}

process.argv.splice(2, process.argv.length, ...rest);
await import(new URL(`./${script}.ts`, import.meta.url).href);

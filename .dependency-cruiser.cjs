// The arrows of docs/architecture.md: shared <- server, shared <- client, never server <-> client.
const forbid = (name, comment, from, to) => ({name, comment, severity: 'error', from, to});

module.exports = {
  forbidden: [
    forbid('shared-stands-alone', 'shared/ knows neither server nor client', {path: '^shared/'}, {path: '^(server|client|test|perf|scripts)/'}),
    forbid('shared-no-node', 'shared/ does no I/O', {path: '^shared/'}, {dependencyTypes: ['core']}),
    forbid('server-not-client', 'the server never imports the client', {path: '^server/'}, {path: '^(client|test|perf|scripts)/'}),
    forbid('client-not-server', 'the client never imports the server', {path: '^client/'}, {path: '^(server|test|perf|scripts)/'}),
    forbid('client-no-node', 'the client runs in browsers', {path: '^client/'}, {dependencyTypes: ['core']}),
    forbid('adapters-by-main', 'only server/main.ts, the corpus command (and tests) name adapters', {path: '^(server|client|shared)/', pathNot: '^server/(main\\.ts|corpus-command\\.ts|warm-cache\\.mjs|adapters/)'}, {path: '^server/adapters/'}),
    forbid('main-is-the-root', 'nothing imports the composition root', {path: '^(server|client|shared)/', pathNot: '^server/(main\\.ts|start\\.mjs)$'}, {path: '^server/main\\.ts$'}),
    forbid('stages-not-http', 'stages know nothing of HTTP or sessions', {path: '^server/(analysis|search|enrichment|models|synthesis|pipeline|resilience|cache)/'}, {path: '^server/(http|session)/'}),
    forbid('text-stands-alone', 'server/text knows no stage', {path: '^server/text/'}, {path: '^server/(?!text/)'}),
    forbid('no-cycles', 'a cycle hides who owns what', {}, {circular: true}),
    forbid('declared', 'every package used is declared', {path: '^(shared|server|client)/'}, {dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown']}),
    forbid('resolvable', 'imports resolve', {}, {couldNotResolve: true}),
  ],
  options: {
    doNotFollow: {path: 'node_modules'},
    exclude: {path: '^client/dist/|(^|/)(dist|node_modules)/.*\\.d\\.ts$'},
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {exportsFields: ['exports'], conditionNames: ['import', 'browser', 'default', 'types'], extensions: ['.ts', '.js', '.mjs', '.json']},
  },
};

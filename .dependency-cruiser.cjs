/** One direction: content → protocol → notebook → components → app, and events → record → insights → app. */
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

module.exports = {
  forbidden: [
    rule('no-cycles', 'A cycle has no first file to read.', {}, { circular: true }),
    rule('nothing-imports-app', 'Routes are ends.', { pathNot: '^(app|e2e)/' }, { path: '^app/' }),
    rule(
      'nothing-imports-attacks',
      'What attacks the product is no part of it.',
      { pathNot: '^attack/' },
      { path: '^attack/' },
    ),
    rule('lib-knows-no-screen', 'The product without a screen.', { path: '^lib/' }, { path: '^components/' }),
    rule(
      'the-wall',
      'Untrusted code shares nothing with the product but the language spoken through the wall.',
      { path: '^sandbox/', pathNot: '[.]test[.]ts$' },
      { path: '^(app|components|e2e|bench|attack|lib/(?!runtime/(protocol|outputs|sizes)[.]ts|checks/))' },
    ),
    rule(
      'the-wall-from-our-side',
      'Only the verifier borrows the kernels; nothing else of the sandbox runs on our side.',
      { path: '^(app|components|lib)/', pathNot: ['[.]test[.]tsx?$', '^lib/verify/', '^app/sandbox/'] },
      { path: '^sandbox/' },
    ),
    rule(
      'monaco-in-one-folder',
      'Only the editor knows Monaco.',
      { path: '^(app|components|lib)/', pathNot: '^components/editor/' },
      { path: 'node_modules/.*monaco-editor/' },
    ),
    rule(
      'no-server-in-the-browser',
      'A client file must not reach a server file.',
      { path: '[.]client[.]tsx?$' },
      { path: '[.]server[.]tsx?$' },
    ),
    rule(
      'pure-curriculum',
      'Shapes of the curriculum depend on nothing but each other, and on how large a model may be.',
      { path: '^lib/curriculum/', pathNot: '[.](server|test)[.]' },
      { path: '^lib/(?!curriculum/|runtime/sizes[.]ts)' },
    ),
    rule(
      'database-behind-server',
      'Only server files open the database.',
      {
        path: '^(app|components|lib)/',
        pathNot: ['[.]server[.]tsx?$', '[.](test|testing)[.]tsx?$', '^lib/db/', '^lib/demo/'],
      },
      { path: '^lib/db/client' },
    ),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: 'specify',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['[.]next', '^dist', '^sandbox/backends/assembly'] },
    enhancedResolveOptions: { conditionNames: ['react-server', 'import', 'default'] },
  },
}

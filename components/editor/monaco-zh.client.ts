'use client'
// The words come first: Monaco reads them while its modules are evaluated.
import 'monaco-editor/nls/lang/zh-cn'
export { loadTypes, monaco } from './monaco.client'

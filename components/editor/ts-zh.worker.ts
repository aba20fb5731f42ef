/** The same worker, saying what is wrong in Chinese. The messages come before the first question. */
import { typescript } from 'monaco-editor/languages/features/typescript/lib/typescriptServices'
import messages from 'typescript/lib/zh-cn/diagnosticMessages.generated.json'
import 'monaco-editor/languages/features/typescript/ts.worker'

typescript.setLocalizedDiagnosticMessages(messages)

/** Terminal colour codes, and control characters but tab and newline, say nothing on a page. */
// oxlint-disable-next-line no-control-regex
const ANSI = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?)/g
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g

export const stripControls = (text: string) =>
  text.replace(ANSI, '').replace(/\r\n?/g, '\n').replace(CONTROLS, '')

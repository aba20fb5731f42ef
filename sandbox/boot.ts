/**
 * The text of the worker, small because it travels in a `data:` URL: takes the runtime from the first message, evaluates
 * it in the global scope and hands over the port. A `blob:` worker would be no secure context in an opaque frame of
 * Chromium (no WebGPU) and is refused by WebKit; a module worker is refused by both.
 */
export const WORKER = [
  'onmessage=({data:[boot],ports:[port]})=>{',
  'onmessage=null;',
  'const fail=(e)=>port.postMessage({type:"dead",reason:String(e&&e.stack||e).slice(0,490)});',
  'try{(0,eval)(boot.runtime);delete boot.runtime;__kernel.start(boot,port).catch(fail)}catch(e){fail(e)}',
  '}',
].join('')

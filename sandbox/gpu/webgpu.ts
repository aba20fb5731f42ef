/** Bundled alone, around the core that is already there; evaluated only where the backend will be used. */
import '@tensorflow/tfjs-backend-webgpu'

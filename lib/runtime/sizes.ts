/**
 * How large a trained model may be, for everyone who passes it on: the kernel that collects it, the relay, the gate,
 * the upload and the lesson's check. One file, because a step that carries less than the one before it drops a model
 * in silence. Pure, without imports: the sandbox reads it too.
 */

/** Numbers in all weights of one model. */
export const MOST_PARAMETERS = 4_000_000

/** Layers that compute something. */
export const MOST_LAYERS = 100

/** Layers a model may claim: those that do nothing to a prediction (dropout, noise) are left out later. */
export const MOST_CLAIMED_LAYERS = 200

/** Weight tensors: no layer that is taken has more than four, wrapped ones twice as many. */
export const MOST_WEIGHTS = 400

/** float32. */
export const MOST_WEIGHT_BYTES = MOST_PARAMETERS * 4

/** What may stand around the weights in one message: layers, names and shapes. */
const AROUND = 400_000

/** One message that carries a model through the wall. */
export const MOST_MODEL_BYTES = MOST_WEIGHT_BYTES + AROUND

/** One message that carries anything else. A grid of pictures may hold 4 MB. */
export const MOST_OUTPUT_BYTES = 5_000_000

/** Characters of the weights in base64. */
export const MOST_WEIGHT_TEXT = 4 * Math.ceil(MOST_WEIGHT_BYTES / 3)

/** Bytes of an upload, enforced before it is parsed: the weights as text, then layers, shapes and the code behind it. */
export const UPLOAD_LIMIT = 24 * 1024 * 1024

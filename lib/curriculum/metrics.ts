/** How a model is measured on hidden data. `lower` says which direction is better. */
export const METRICS = {
  /** Share of the examples predicted rightly, 0 to 1. */
  accuracy: { lower: false },
  /** Mean cross-entropy in nats. */
  loss: { lower: true },
  /** Area under the ROC curve, 0 to 1; with more than two classes the mean of one against the rest. */
  auc: { lower: false },
  /** e to the power of the loss. */
  perplexity: { lower: true },
} as const satisfies Record<string, { lower: boolean }>
export type MetricName = keyof typeof METRICS

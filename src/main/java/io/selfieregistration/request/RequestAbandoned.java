package io.selfieregistration.request;

/**
 * The process instance of a phase is gone before it published the result: an operator
 * deleted it, or its model has no step that publishes. Told in the transaction that ends
 * the instance.
 */
public record RequestAbandoned(RequestId id, String processInstanceId) {
}
